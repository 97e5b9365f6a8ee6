#include "steps.hpp"

#include <string_view>

namespace native {
namespace {

constexpr long how_start = 1, how_wakeup = 8, how_timer = 16; // EVENTS.md

Ref number_of(PyObject* owner, char const* name) { return Ref(PyObject_GetAttrString(owner, name)); }

PyObject* shared(PyObject* object) {
    Py_INCREF(object);
    return object;
}

bool is_empty(PyObject* text) { return !PyUnicode_Check(text) || PyUnicode_GET_LENGTH(text) == 0; }

bool equal(PyObject* one, PyObject* other) {
    return one == other || PyObject_RichCompareBool(one, other, Py_EQ) == 1;
}

// The coroutine that a link stands for; none, or None, once it is gone.
Ref coroutine_of(PyObject* link) {
    if (Py_TYPE(link) != link_type) return {};
#if PY_VERSION_HEX >= 0x030D0000
    PyObject* found = nullptr;
    if (PyWeakref_GetRef(reinterpret_cast<Link*>(link)->reference, &found) < 0) PyErr_Clear();
    return Ref(found);
#else
    return Ref::shared(PyWeakref_GetObject(reinterpret_cast<Link*>(link)->reference));
#endif
}

bool is_future_iterator(PyObject* object) {
    char const* const name = Py_TYPE(object)->tp_name;
    return std::string_view(name) == "_asyncio.FutureIter" || std::string_view(name) == "FutureIter";
}

} // namespace

Steps::Steps(PyObject* tasks_, Places& places_, PyObject* records, PyObject* plain)
    : places(places_), list(Ref::shared(records)), tasks(Ref::shared(tasks_)),
      plain_kinds(Ref::shared(plain)) {
    for (auto const& [name, method] : {std::pair{"current", &current},
                                       {"begins", &begins_slowly},
                                       {"task", &meet},
                                       {"ends", &ends_slowly},
                                       {"_done", &is_done},
                                       {"_begun", &begun},
                                       {"_ended", &ended},
                                       {"waits", &waits}}) {
        *method = number_of(tasks.get(), name);
        if (!*method) complete = false;
    }
}

int Steps::is_plain(PyTypeObject* kind) {
    auto* const object = reinterpret_cast<PyObject*>(kind);
    if (PyObject* const known = PyDict_GetItemWithError(plain_kinds.get(), object)) return known == Py_True;
    if (PyErr_Occurred() != nullptr) return -1;
    Ref const found(PyObject_GetItem(plain_kinds.get(), object));
    return found ? found.get() == Py_True : -1;
}

Ref Steps::begins(PyObject* task, PyObject* number, PyObject* args, bool timer) {
    auto const slowly = [&] {
        return call(begins_slowly.get(), task, number, args, timer ? Py_True : Py_False);
    };
    Ref found = known_of(task);
    if (!found || Py_TYPE(found.get()) != known_type || is_true(must_cancel(task))) return slowly();
    auto* const known = reinterpret_cast<Known*>(found.get());
    long how = timer ? how_timer : 0;
    Ref woken = Ref::shared(names.empty);
    if (PyTuple_GET_SIZE(args) > 0) {
        PyObject* const future = PyTuple_GET_ITEM(args, 0);
        how |= how_wakeup;
        woken = attribute(future, names.awaitscope_id);
        if (!woken || is_empty(woken.get())) return slowly();
        Ref const ended_as = future_state(future);
        if (!ended_as || !equal(ended_as.get(), names.finished) || exception(future).get() != Py_None)
            return slowly();
    }
    PyObject* leaf = known->leaf;
    if (known->started == 0) {
        Ref const name = call_method(task, names.get_name);
        if (!name || !equal(name.get(), known->name)) {
            PyErr_Clear();
            return slowly();
        }
        known->started = 1;
        how |= how_start;
        leaf = names.empty;
        if (PyList_GET_SIZE(known->links) > 0)
            leaf = reinterpret_cast<Link*>(PyList_GET_ITEM(known->links, 0))->id;
    }
    PyDict_SetItem(current.get(), running_thread(), known->id);
    running = task;
    running_in = PyThread_get_thread_ident();
    put(list.get(), Kind::run,
        {shared(number), shared(known->id), woken.release(), PyLong_FromLong(how), shared(leaf),
         shared(names.empty), PyLong_FromLong(known->line), PyLong_FromLong(known->source)});
    return found;
}

bool Steps::ends(PyObject* task, PyObject* known_, PyObject* number) {
    if (Py_TYPE(known_) != known_type)
        return static_cast<bool>(call(ends_slowly.get(), task, known_, number));
    auto* const known = reinterpret_cast<Known*>(known_);
    PyDict_SetItem(current.get(), running_thread(), names.empty);
    Ref const now = state(task), outermost = coroutine(task), awaits = waiter(task);
    if (!now || !outermost || !awaits)
        return static_cast<bool>(call(ends_slowly.get(), task, known_, number));
    if (!equal(now.get(), names.pending)) return static_cast<bool>(call(is_done.get(), task, known_, number));
    std::vector<Ref> beyond;
    beyond.reserve(4);
    if (!walk(outermost.get(), known, beyond)) return false;
    Ref awaited = Ref::shared(names.empty), words;
    if (awaits.get() == Py_None) {
        Ref const name = beyond.empty() ? Ref() : attribute(beyond[0].get(), names.qualname);
        words = Ref::shared(name && equal(name.get(), names.sleep) ? names.sleep0 : names.yields);
    } else {
        Ref const list(PyList_New(0));
        for (Ref const& each : beyond) PyList_Append(list.get(), each.get());
        Ref const both = call(waits.get(), awaits.get(), list.get(), known->id);
        if (!both || !PyTuple_Check(both.get()) || PyTuple_GET_SIZE(both.get()) != 2) return false;
        awaited = Ref::shared(PyTuple_GET_ITEM(both.get(), 0));
        words = Ref::shared(PyTuple_GET_ITEM(both.get(), 1));
    }
    put(list.get(), Kind::wait,
        {shared(known->leaf), awaited.release(), words.release(), PyLong_FromLong(known->line),
         PyLong_FromLong(known->source)});
    PyErr_Clear();
    return true;
}

Ref Steps::met(PyObject* task) { return call(meet.get(), task); }

void Steps::ready(Ref const& handle, Ref const& whom, Ref const& words, Place place) {
    put(list.get(), Kind::ready,
        {shared(handle.get()), shared(whom.get()), shared(words.get()), PyLong_FromLong(place.line),
         PyLong_FromLong(place.source)});
    PyErr_Clear();
}

bool Steps::walk(PyObject* coroutine, Known* known, std::vector<Ref>& beyond) {
    PyObject* const links = known->links;
    Ref link = Ref::shared(coroutine), leaf_link, leaf_frame, met;
    Py_ssize_t depth = 0;
    int place = 0;
    if (Py_ssize_t const count = PyList_GET_SIZE(links)) {
        leaf_link = Ref::shared(PyList_GET_ITEM(links, count - 1));
        Ref const leaf = coroutine_of(leaf_link.get());
        if (leaf && leaf.get() != Py_None) {
            Ref const frame = cr_frame(leaf.get());
            if (frame && frame.get() != Py_None) {
                link = met = leaf;
                depth = count - 1;
            }
        }
    }
    while (link && link.get() != Py_None) {
        if (!PyCoro_CheckExact(link.get())) {
            if (is_future_iterator(link.get())) break;
            beyond.push_back(link);
            Ref next;
            if (PyGen_CheckExact(link.get()))
                next = gi_yieldfrom(link.get());
            else if (int const plain = is_plain(Py_TYPE(link.get())); plain < 0)
                return false;
            else if (plain > 0 &&
                     (!(next = attribute(link.get(), names.gi_yieldfrom)) || next.get() == Py_None))
                next = attribute(link.get(), names.ag_await);
            link = next;
            continue;
        }
        Ref const code = cr_code(link.get());
        int const source = code ? places.source_of(reinterpret_cast<PyCodeObject*>(code.get())) : 0;
        if (source > 0 || depth == 0) {
            bool known_already = false;
            if (depth < PyList_GET_SIZE(links)) {
                leaf_link = Ref::shared(PyList_GET_ITEM(links, depth));
                known_already = link.get() == met.get() || coroutine_of(leaf_link.get()).get() == link.get();
            }
            if (!known_already) {
                Ref const at(PyLong_FromSsize_t(depth));
                leaf_link = call(begun.get(), &known->ob_base, at.get(), link.get());
                if (!leaf_link) return false;
            }
            ++depth;
            leaf_frame = cr_frame(link.get());
            place = source;
            beyond.clear();
        } else {
            beyond.push_back(link);
        }
        link = cr_await(link.get());
    }
    if (PyList_GET_SIZE(links) > depth) {
        Ref const at(PyLong_FromSsize_t(depth));
        if (!call(ended.get(), &known->ob_base, at.get())) return false;
    }
    if (depth == 1 && place <= 0) beyond.insert(beyond.begin(), Ref::shared(coroutine)); // a library's task
    if (!leaf_link || Py_TYPE(leaf_link.get()) != link_type) return true;
    PyObject* const before = std::exchange(known->leaf, shared(reinterpret_cast<Link*>(leaf_link.get())->id));
    Py_DECREF(before);
    bool const stands = place > 0 && leaf_frame && PyFrame_Check(leaf_frame.get());
    known->line = stands ? places.line(reinterpret_cast<PyFrameObject*>(leaf_frame.get())) : 0;
    known->source = stands ? place : 0;
    return true;
}

} // namespace native
