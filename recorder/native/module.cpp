// The optional extension of the recorder: its hot path in real time. Without it all is done in Python.
#include "hooks.hpp"
#include "known.hpp"
#include "lines.hpp"
#include "places.hpp"
#include "records.hpp"

namespace native {

Names names;

bool make_names() {
    struct Made {
        PyObject** name;
        char const* text;
    };
    for (Made const& made : {Made{&names.awaitscope, "_awaitscope"},
                             {&names.awaitscope_id, "_awaitscope_id"},
                             {&names.get_name, "get_name"},
                             {&names.gi_yieldfrom, "gi_yieldfrom"},
                             {&names.ag_await, "ag_await"},
                             {&names.qualname, "__qualname__"},
                             {&names.sleep, "sleep"},
                             {&names.empty, ""},
                             {&names.step, "step"},
                             {&names.wakeup, "wakeup"},
                             {&names.sleep0, "sleep(0)"},
                             {&names.yields, "yield"},
                             {&names.pending, "PENDING"},
                             {&names.finished, "FINISHED"},
                             {&names.set_result, "set_result"},
                             {&names.handle_due, "handle.due"},
                             {&names.handle_run, "handle.run"},
                             {&names.handle_end, "handle.end"}})
        if ((*made.name = PyUnicode_InternFromString(made.text)) == nullptr) return false;
    return true;
}

namespace {

// As a method of a class, which a function of C code is not by itself.
PyObject* method(PyObject*, PyObject* function) { return PyInstanceMethod_New(function); }

PyMethodDef functions[] = {
    {"lines", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(lines)), METH_FASTCALL, nullptr},
    {"putters", putters, METH_O, nullptr},
    {"selector", selector, METH_O, nullptr},
    {"method", method, METH_O, nullptr},
    {nullptr, nullptr, 0, nullptr}};

PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "_awaitscope", nullptr, -1, functions, nullptr, nullptr, nullptr, nullptr};

} // namespace
} // namespace native

PyMODINIT_FUNC PyInit__awaitscope();
PyMODINIT_FUNC PyInit__awaitscope() {
    native::Ref module(PyModule_Create(&native::definition));
    bool const made = module && native::make_names() && native::make_record_type() &&
                      native::make_known_types(module.get()) && native::make_places_type(module.get()) &&
                      native::make_hooks_type(module.get()) &&
                      PyModule_AddIntConstant(module.get(), "VERSION", 1) == 0; // of native.py
    return made ? module.release() : nullptr;
}
