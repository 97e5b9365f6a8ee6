#include "places.hpp"

namespace native {
namespace {

constexpr int border = -1;
constexpr std::size_t most_lines = 50'000;

Ref code_of(PyFrameObject* frame) { return Ref(reinterpret_cast<PyObject*>(PyFrame_GetCode(frame))); }

int last_instruction(PyFrameObject* frame) {
#if PY_VERSION_HEX >= 0x030B0000
    return PyFrame_GetLasti(frame);
#else
    return frame->f_lasti;
#endif
}

PyCodeObject* as_code(Ref const& code) { return reinterpret_cast<PyCodeObject*>(code.get()); }

bool holds_id(PyObject* borders, PyCodeObject* code) {
    Ref id(PyLong_FromVoidPtr(code));
    return id && PySet_Contains(borders, id.get()) == 1;
}

} // namespace

int Places::source_of(PyCodeObject* code) {
    auto const known = sources.find(code);
    if (known != sources.end()) return known->second > 0 ? known->second : 0;
    auto* const object = reinterpret_cast<PyObject*>(code);
    Ref const found(PyObject_CallMethod(places.get(), "source_of", "O", object));
    Ref const borders(PyObject_GetAttrString(places.get(), "borders"));
    if (!found || !borders) {
        PyObject *kind = nullptr, *error = nullptr, *trace = nullptr;
        PyErr_Fetch(&kind, &error, &trace);
        kept_kind = Ref(kind), kept = Ref(error), kept_trace = Ref(trace);
        return 0;
    }
    int const source = holds_id(borders.get(), code) ? border : static_cast<int>(PyLong_AsLong(found.get()));
    sources.emplace(code, source);
    return source > 0 ? source : 0;
}

bool Places::raise() {
    if (!kept_kind) return false;
    PyErr_Restore(kept_kind.release(), kept.release(), kept_trace.release());
    return true;
}

int Places::line(PyFrameObject* frame) {
    Ref const code = code_of(frame);
    auto const instruction = static_cast<std::size_t>(last_instruction(frame)) + 1;
    std::size_t const key = reinterpret_cast<std::size_t>(code.get()) + (instruction << 48);
    auto const known = lines.find(key);
    if (known != lines.end() && known->second.first == instruction) return known->second.second;
    if (lines.size() > most_lines) lines.clear();
    int const line = PyFrame_GetLineNumber(frame);
    lines[key] = {instruction, line > 0 ? line : 0};
    return line > 0 ? line : 0;
}

Place Places::here(PyFrameObject* innermost) {
    Ref frame = Ref::shared(reinterpret_cast<PyObject*>(innermost));
    while (frame) {
        auto* const now = reinterpret_cast<PyFrameObject*>(frame.get());
        Ref const code = code_of(now);
        int const source = source_of(as_code(code));
        if (source > 0) return {line(now), source};
        auto const known = sources.find(as_code(code));
        if (known != sources.end() && known->second == border) break;
        frame = Ref(reinterpret_cast<PyObject*>(PyFrame_GetBack(now)));
    }
    return {};
}

namespace {

struct Object {
    PyObject ob_base;
    Places* places;
};

PyTypeObject* type = nullptr;

PyObject* new_places(PyTypeObject* made_type, PyObject* arguments, PyObject*) {
    PyObject* places = nullptr;
    if (!PyArg_ParseTuple(arguments, "O:Places", &places)) return nullptr;
    auto* const made = reinterpret_cast<Object*>(made_type->tp_alloc(made_type, 0));
    if (made == nullptr) return nullptr;
    made->places = new Places(places);
    return &made->ob_base;
}

void free_places(PyObject* self) {
    free_object<Object>(self, [](Object& object) { delete object.places; });
}

// From `depth` frames above the caller on.
PyObject* here(PyObject* self, PyObject* depth) {
    Places& places = *reinterpret_cast<Object*>(self)->places;
    Ref frame = Ref::shared(reinterpret_cast<PyObject*>(PyEval_GetFrame()));
    for (long left = PyLong_AsLong(depth); left > 0 && frame; --left)
        frame =
            Ref(reinterpret_cast<PyObject*>(PyFrame_GetBack(reinterpret_cast<PyFrameObject*>(frame.get()))));
    Place const place = places.here(reinterpret_cast<PyFrameObject*>(frame.get()));
    if (places.raise()) return nullptr;
    return Py_BuildValue("(ii)", place.line, place.source);
}

PyMethodDef methods[] = {{"here", here, METH_O, nullptr}, {nullptr, nullptr, 0, nullptr}};

} // namespace

bool make_places_type(PyObject* module) {
    PyType_Slot slots[] = {{Py_tp_new, reinterpret_cast<void*>(new_places)},
                           {Py_tp_dealloc, reinterpret_cast<void*>(free_places)},
                           {Py_tp_methods, methods},
                           {0, nullptr}};
    type = add_type(module, "_awaitscope.Places", sizeof(Object), slots);
    return type != nullptr;
}

Places* places_of(PyObject* object) {
    return Py_TYPE(object) == type ? reinterpret_cast<Object*>(object)->places : nullptr;
}

} // namespace native
