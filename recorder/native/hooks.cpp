#include "hooks.hpp"

#include "steps.hpp"

#include <memory>
#include <new>
#include <string_view>

namespace native {
namespace {

constexpr Py_ssize_t most_waiting = 20'000; // as in sink.py

// Functions of Python's that are called, in the order in which they are given.
struct Functions {
    PyObject *run, *call_soon, *run_code, *found, *describe, *is_done, *handles, *task_types, *timer_type,
        *set_result, *flush;
};

struct State {
    Steps steps;
    Ref kept[12]; // keeps these alive
    Functions functions{};
    Getter number{"_awaitscope"}, callback{"_callback"}, arguments{"_args"}, self{"__self__"};
};

struct Hooks {
    PyObject ob_base;
    State* state;
};

State& state_of(PyObject* self) { return *reinterpret_cast<Hooks*>(self)->state; }

// Of a method of a task: does the loop run the task by it? call_soon(task.cancel) does not.
bool is_step(PyObject* callback) {
    if (PyCFunction_Check(callback))
        return std::string_view(reinterpret_cast<PyCFunctionObject*>(callback)->m_ml->ml_name) ==
               "task_wakeup";
    if (!PyMethod_Check(callback)) return true;
    Ref const name(PyObject_GetAttrString(callback, "__name__"));
    char const* const words = name && PyUnicode_Check(name.get()) ? PyUnicode_AsUTF8(name.get()) : nullptr;
    PyErr_Clear();
    return words != nullptr && (std::string_view(words) == "__step" || std::string_view(words) == "__wakeup");
}

// The task whose step or wakeup a callback is, or none; false: an error.
bool task_of(State& state, PyObject* callback, Ref& task) {
    int const plain = state.steps.is_plain(Py_TYPE(callback));
    if (plain < 0) return false;
    Ref const owner = plain > 0 ? state.self(callback) : Ref();
    if (!owner) return true;
    int const is =
        PySet_Contains(state.functions.task_types, reinterpret_cast<PyObject*>(Py_TYPE(owner.get())));
    if (is > 0 && is_step(callback)) task = owner;
    return is >= 0;
}

PyObject* ended(State& state, bool well) {
    if (!well || state.steps.places.raise()) return nullptr;
    Py_RETURN_NONE;
}

Ref task_known(State& state, PyObject* task) {
    Ref known = state.steps.known_of(task);
    if (!known || Py_TYPE(known.get()) != known_type) known = state.steps.met(task);
    return known;
}

// Whom a callback concerns, and its words.
bool describe(State& state, PyObject* callback, PyObject* arguments, Ref& task, Ref& whom, Ref& words) {
    if (!task_of(state, callback, task)) return false;
    if (!task && callback == state.functions.set_result) {
        if (PyTuple_GET_SIZE(arguments) > 0)
            whom = attribute(PyTuple_GET_ITEM(arguments, 0), names.awaitscope_id);
        if (!whom) whom = Ref::shared(names.empty);
        words = Ref::shared(names.set_result);
        return true;
    }
    if (!task) {
        Ref const both = call(state.functions.describe, callback, arguments);
        if (!both || !PyTuple_Check(both.get()) || PyTuple_GET_SIZE(both.get()) != 2) return false;
        whom = Ref::shared(PyTuple_GET_ITEM(both.get(), 0));
        words = Ref::shared(PyTuple_GET_ITEM(both.get(), 1));
        return true;
    }
    Ref const known = task_known(state, task.get());
    if (!known || Py_TYPE(known.get()) != known_type) return false;
    whom = Ref::shared(reinterpret_cast<Known*>(known.get())->id);
    bool const wakes = PyTuple_GET_SIZE(arguments) > 0;
    words = Ref::shared(wakes ? names.wakeup : names.step);
    if (!wakes) return true;
    PyObject* const future = PyTuple_GET_ITEM(arguments, 0);
    Ref const id = attribute(future, names.awaitscope_id);
    bool const is_future = id && PyUnicode_Check(id.get()) && PyUnicode_GET_LENGTH(id.get()) > 0 &&
                           PyUnicode_READ_CHAR(id.get(), 0) == 'f';
    return !is_future || static_cast<bool>(call(state.functions.is_done, future));
}

PyObject* copied(PyObject* object) { return Ref::shared(object).release(); }

PyObject* zero() { return PyLong_FromLong(0); }

// A callback that is no task's step.
PyObject* run_other(State& state, PyObject* handle, Ref const& number, PyObject* callback,
                    PyObject* arguments, bool timer) {
    PyObject* const records = state.steps.list.get();
    Ref task, whom, words;
    if (!describe(state, callback, arguments, task, whom, words)) return nullptr;
    Ref const name(PyUnicode_FromFormat("h%ld", PyLong_AsLong(number.get())));
    if (!name) return nullptr;
    auto const tell = [&](PyObject* kind) {
        put(records, Kind::event,
            {copied(kind), copied(name.get()), copied(whom.get()), zero(), zero(), zero()});
    };
    if (timer) tell(names.handle_due);
    put(records, Kind::text,
        {copied(names.handle_run), copied(name.get()), copied(whom.get()), copied(words.get()), zero(),
         zero()});
    if (!Ref(PyObject_CallOneArg(state.functions.run, handle))) return nullptr;
    Ref const none(zero());
    state.number.set(handle, none.get()); // to cancel it now does nothing
    tell(names.handle_end);
    return ended(state, true);
}

PyObject* run(PyObject* self, PyObject* handle) {
    State& state = state_of(self);
    Functions const& functions = state.functions;
    Ref number = state.number(handle);
    if (!number) { // put into the queue by other ways than a loop's own
        number = call(functions.found, handle);
        if (!number || PyObject_SetAttr(handle, names.awaitscope, number.get()) < 0) return nullptr;
    }
    if (!is_true(number)) return call(functions.run, handle).release();
    Ref const callback = state.callback(handle), arguments = state.arguments(handle);
    Ref task;
    if (!callback || !task_of(state, callback.get(), task)) return nullptr;
    if (!arguments || !PyTuple_Check(arguments.get())) return call(functions.run, handle).release();
    bool const timer = reinterpret_cast<PyObject*>(Py_TYPE(handle)) == functions.timer_type;
    if (!task) return run_other(state, handle, number, callback.get(), arguments.get(), timer);
    Ref const known = state.steps.begins(task.get(), number.get(), arguments.get(), timer);
    Ref const done = known ? Ref(PyObject_CallOneArg(functions.run, handle)) : Ref();
    state.steps.stopped();
    if (!done) return nullptr;
    Ref const zero(PyLong_FromLong(0));
    state.number.set(handle, zero.get());
    return ended(state, state.steps.ends(task.get(), known.get(), number.get()));
}

PyObject* call_soon(PyObject* self, PyObject* const* given, Py_ssize_t count) {
    State& state = state_of(self);
    Functions const& functions = state.functions;
    if (count != 4 || !PyTuple_Check(given[2]))
        return PyObject_Vectorcall(functions.call_soon, given, static_cast<std::size_t>(count), nullptr);
    Ref task, whom, words;
    if (!describe(state, given[1], given[2], task, whom, words)) return nullptr;
    Ref handle(PyObject_Vectorcall(functions.call_soon, given, 4, nullptr));
    if (!handle) return nullptr;
    Ref number(PyIter_Next(functions.handles));
    if (!number) return nullptr;
    state.number.set(handle.get(), number.get());
    Place place;
    // A running task that is scheduled gave way: C code does it, right below the loop's turn.
    if (!task || !state.steps.runs(task.get())) {
        PyFrameObject* const caller = PyEval_GetFrame();
        Ref const beyond(caller != nullptr ? reinterpret_cast<PyObject*>(PyFrame_GetBack(caller)) : nullptr);
        Ref const code(beyond ? reinterpret_cast<PyObject*>(
                                    PyFrame_GetCode(reinterpret_cast<PyFrameObject*>(beyond.get())))
                              : nullptr);
        if (code && code.get() != functions.run_code) place = state.steps.places.here(caller);
    }
    state.steps.ready(number, whom, words, place);
    PyObject* const records = state.steps.list.get();
    if (PyList_GET_SIZE(records) > most_waiting && !call(functions.flush))
        return nullptr; // many tasks are made in one step
    return state.steps.places.raise() ? nullptr : handle.release();
}

// What selector() gives: a loop's select, which tells of a turn that does not wait, and asks Python about any
// other.
enum Part { part_records, part_sink, part_name, part_ready, part_select, part_slowly, part_found, parts };

PyObject* select(PyObject* self, PyObject* timeout) {
    static Getter wanted("wanted");
    auto const part = [self](Part which) { return PyTuple_GET_ITEM(self, which); };
    bool const waits = !PyLong_Check(timeout) || PyLong_AsLong(timeout) != 0;
    if (waits || PyList_GET_SIZE(part(part_records)) > most_waiting ||
        wanted(part(part_sink)).get() != Py_False) {
        PyErr_Clear();
        return PyObject_CallOneArg(part(part_slowly), timeout);
    }
    put(part(part_records), Kind::turn,
        {Ref::shared(part(part_name)).release(), PyLong_FromSsize_t(PyObject_Size(part(part_ready)))});
    Ref found(PyObject_CallOneArg(part(part_select), timeout));
    if (found && PyObject_IsTrue(found.get()) == 1 && !call(part(part_found), found.get())) return nullptr;
    return found.release();
}

PyMethodDef select_definition = {"select", select, METH_O, nullptr};

PyObject* new_hooks(PyTypeObject* type, PyObject* arguments, PyObject*) {
    PyObject *tasks, *places, *records, *plain_kinds;
    Functions given{};
    if (!PyArg_ParseTuple(arguments, "OOO!OOOOOOOOOOOO:Hooks", &tasks, &places, &PyList_Type, &records,
                          &plain_kinds, &given.run, &given.call_soon, &given.run_code, &given.found,
                          &given.describe, &given.is_done, &given.handles, &given.task_types,
                          &given.timer_type, &given.set_result, &given.flush))
        return nullptr;
    Places* const known_places = places_of(places);
    if (known_places == nullptr) {
        PyErr_SetString(PyExc_TypeError, "Hooks() takes the extension's Places");
        return nullptr;
    }
    auto state =
        std::unique_ptr<State>(new State{Steps(tasks, *known_places, records, plain_kinds), {}, given});
    if (!state->steps.is_complete()) return nullptr;
    std::size_t place = 0;
    for (PyObject* each :
         {places, given.run, given.call_soon, given.run_code, given.found, given.describe, given.is_done,
          given.handles, given.task_types, given.timer_type, given.set_result, given.flush})
        state->kept[place++] = Ref::shared(each);
    auto* const hooks = reinterpret_cast<Hooks*>(type->tp_alloc(type, 0));
    if (hooks == nullptr) return nullptr;
    hooks->state = state.release();
    return &hooks->ob_base;
}

void free_hooks(PyObject* self) {
    free_object<Hooks>(self, [](Hooks& hooks) { delete hooks.state; });
}

PyMethodDef methods[] = {{"run", run, METH_O, nullptr},
                         {"call_soon", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(call_soon)),
                          METH_FASTCALL, nullptr},
                         {nullptr, nullptr, 0, nullptr}};

} // namespace

PyObject* selector(PyObject*, PyObject* given) {
    if (!PyTuple_Check(given) || PyTuple_GET_SIZE(given) != parts ||
        !PyList_Check(PyTuple_GET_ITEM(given, part_records))) {
        PyErr_SetString(PyExc_TypeError, "selector((records, sink, name, ready, select, slowly, found))");
        return nullptr;
    }
    return PyCFunction_New(&select_definition, given);
}

bool make_hooks_type(PyObject* module) {
    PyType_Slot slots[] = {{Py_tp_new, reinterpret_cast<void*>(new_hooks)},
                           {Py_tp_dealloc, reinterpret_cast<void*>(free_hooks)},
                           {Py_tp_methods, methods},
                           {0, nullptr}};
    return Ref(reinterpret_cast<PyObject*>(add_type(module, "_awaitscope.Hooks", sizeof(Hooks), slots)))
               .get() != nullptr;
}

} // namespace native
