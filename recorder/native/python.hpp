// What the extension needs of CPython's C API: owned references, names, calls.
#pragma once
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <frameobject.h>
#include <structmember.h>

#include <cstddef>
#include <cstring>
#include <utility>

namespace native {

// An owned reference, or none.
class Ref {
  public:
    Ref() = default;
    explicit Ref(PyObject* owned) : object(owned) {}
    Ref(Ref const& other) : object(other.object) { Py_XINCREF(object); }
    Ref(Ref&& other) noexcept : object(std::exchange(other.object, nullptr)) {}
    Ref& operator=(Ref other) noexcept {
        std::swap(object, other.object);
        return *this;
    }
    ~Ref() { Py_XDECREF(object); }

    static Ref shared(PyObject* borrowed) {
        Py_XINCREF(borrowed);
        return Ref(borrowed);
    }
    PyObject* get() const { return object; }
    PyObject* release() { return std::exchange(object, nullptr); }
    explicit operator bool() const { return object != nullptr; }

  private:
    PyObject* object = nullptr;
};

// Names that are asked for often.
struct Names {
    PyObject *awaitscope, *awaitscope_id, *get_name, *gi_yieldfrom, *ag_await, *qualname, *sleep, *empty,
        *step, *wakeup, *sleep0, *yields, *pending, *finished, *set_result, *handle_due, *handle_run,
        *handle_end;
};
extern Names names;
bool make_names();

// None where there is no such attribute; whatever asking raised is over.
inline Ref attribute(PyObject* object, PyObject* name) {
    Ref found(PyObject_GetAttr(object, name));
    if (!found) PyErr_Clear();
    return found;
}

template <class... Arguments>
Ref call(PyObject* function, Arguments... arguments) {
    return Ref(PyObject_CallFunctionObjArgs(function, arguments..., nullptr));
}

template <class... Arguments>
Ref call_method(PyObject* object, PyObject* name, Arguments... arguments) {
    return Ref(PyObject_CallMethodObjArgs(object, name, arguments..., nullptr));
}

// Frees an object of a type of the heap; `release` gives up what it holds.
template <class Made, class Release>
void free_object(PyObject* object, Release release) {
    PyTypeObject* const type = Py_TYPE(object);
    release(*reinterpret_cast<Made*>(object));
    type->tp_free(object);
    Py_DECREF(type);
}

// A type of the module, `slots` with their end; owned. null, with the error set, if it cannot be made.
inline PyTypeObject* add_type(PyObject* module, char const* full_name, std::size_t size, PyType_Slot* slots) {
    PyType_Spec spec = {full_name, static_cast<int>(size), 0, Py_TPFLAGS_DEFAULT, slots};
    Ref type(PyType_FromSpec(&spec));
    if (!type || PyObject_SetAttrString(module, std::strrchr(full_name, '.') + 1, type.get()) != 0)
        return nullptr;
    return reinterpret_cast<PyTypeObject*>(type.release());
}

inline bool is_true(Ref const& value) { return value && PyObject_IsTrue(value.get()) == 1; }

} // namespace native
