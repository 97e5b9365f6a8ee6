#include "records.hpp"

#include <array>
#include <ctime>

namespace native {
namespace {

long long now() {
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time); // what perf_counter_ns is on Linux
    return time.tv_sec * 1'000'000'000LL + time.tv_nsec;
}

// Kind, subject, object, value or text, line, source; what is not given is empty.
PyObject* told(PyObject* records, Kind kind, PyObject* const* given, Py_ssize_t count) {
    Ref const empty(PyUnicode_FromString("")), zero(PyLong_FromLong(0));
    std::array<PyObject*, 6> fields = {empty.get(), empty.get(), empty.get(),
                                       zero.get(),  zero.get(),  zero.get()};
    for (Py_ssize_t place = 0; place < count && place < 6; ++place)
        fields[static_cast<std::size_t>(place)] = given[place];
    for (PyObject* field : fields) Py_XINCREF(field);
    put(records, kind, {fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]});
    Py_RETURN_NONE;
}

PyObject* event(PyObject* records, PyObject* const* given, Py_ssize_t count) {
    return told(records, Kind::event, given, count);
}

PyObject* text(PyObject* records, PyObject* const* given, Py_ssize_t count) {
    return told(records, Kind::text, given, count);
}

PyMethodDef functions[] = {
    {"event", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(event)), METH_FASTCALL, nullptr},
    {"text", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(text)), METH_FASTCALL, nullptr}};

void free_record(PyObject* object) {
    auto* const record = reinterpret_cast<Record*>(object);
    PyTypeObject* const type = Py_TYPE(object);
    for (int place = 0; place < record->count; ++place) Py_XDECREF(record->fields[place]);
    PyObject_Free(object);
    Py_DECREF(type);
}

// Its kind, which is what Python asks of it.
PyObject* item(PyObject* object, Py_ssize_t) {
    return PyLong_FromLong(static_cast<long>(reinterpret_cast<Record*>(object)->kind));
}

} // namespace

PyTypeObject* record_type = nullptr;

PyObject* running_thread() {
    static PyObject* ident = nullptr; // of the thread that asked last: nearly always the one that asks
    static unsigned long value = 0;
    unsigned long const running = PyThread_get_thread_ident();
    if (ident == nullptr || running != value) {
        Ref const before(std::exchange(ident, PyLong_FromUnsignedLong(running)));
        value = running;
    }
    return ident;
}

void put(PyObject* records, Kind kind, std::initializer_list<PyObject*> fields) {
    auto* const made = PyObject_New(Record, record_type);
    bool whole = made != nullptr;
    int count = 0;
    for (PyObject* field : fields) {
        whole = whole && field != nullptr;
        if (made != nullptr)
            made->fields[count++] = field;
        else
            Py_XDECREF(field);
    }
    if (made == nullptr) return PyErr_Clear();
    made->kind = kind;
    made->count = count;
    made->thread = PyThread_get_thread_ident();
    made->time = now();
    Ref const record(&made->ob_base);
    if (!whole || PyList_Append(records, record.get()) < 0) PyErr_Clear();
}

bool make_record_type() {
    PyType_Slot slots[] = {{Py_tp_dealloc, reinterpret_cast<void*>(free_record)},
                           {Py_sq_item, reinterpret_cast<void*>(item)},
                           {0, nullptr}};
    PyType_Spec spec = {"_awaitscope.Record", sizeof(Record), 0, Py_TPFLAGS_DEFAULT, slots};
    record_type = reinterpret_cast<PyTypeObject*>(PyType_FromSpec(&spec));
    return record_type != nullptr;
}

PyObject* putters(PyObject*, PyObject* records) {
    Ref const event(PyCFunction_New(&functions[0], records)), text(PyCFunction_New(&functions[1], records));
    return event && text ? PyTuple_Pack(2, event.get(), text.get()) : nullptr;
}

} // namespace native
