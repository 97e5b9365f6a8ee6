// Reads one attribute of objects that are nearly always of one type, by the C function or the slot behind it.
#pragma once
#include "python.hpp"

#include <array>

namespace native {

class Getter {
  public:
    explicit Getter(char const* name) : name(PyUnicode_InternFromString(name)) {}
    // None where there is no such attribute; whatever asking raised is over.
    Ref operator()(PyObject* object) {
        Way const& way = way_of(Py_TYPE(object));
        Ref found = way.get != nullptr ? Ref(way.get(object, way.closure))
                    : way.offset > 0   ? Ref::shared(*place_in(object, way.offset))
                                       : Ref(PyObject_GetAttr(object, name.get()));
        if (!found) PyErr_Clear();
        return found;
    }
    void set(PyObject* object, PyObject* value);

  private:
    // How the objects of a type are asked; both are kept alive.
    struct Way {
        Ref type, descriptor;
        getter get = nullptr;
        void* closure = nullptr;
        Py_ssize_t offset = 0;
    };
    Way const& way_of(PyTypeObject* type) {
        Way& way = ways[(reinterpret_cast<std::size_t>(type) >> 6) % ways.size()];
        if (reinterpret_cast<PyObject*>(type) != way.type.get()) find(type, way);
        return way;
    }
    void find(PyTypeObject* type, Way& way);
    static PyObject** place_in(PyObject* object, Py_ssize_t offset) {
        return reinterpret_cast<PyObject**>(reinterpret_cast<char*>(object) + offset);
    }

    Ref name;
    std::array<Way, 8> ways;
};

} // namespace native
