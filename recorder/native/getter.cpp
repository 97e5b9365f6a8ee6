#include "getter.hpp"

namespace native {
namespace {

// What a type's own dictionaries hold under a name, innermost first.
Ref looked_up(PyTypeObject* type, PyObject* name) {
    PyObject* const order = type->tp_mro;
    for (Py_ssize_t place = 0; order != nullptr && place < PyTuple_GET_SIZE(order); ++place) {
        auto* const base = PyTuple_GET_ITEM(order, place);
        Ref const members(PyObject_GetAttrString(base, "__dict__"));
        Ref const found(members ? PyObject_GetItem(members.get(), name) : nullptr);
        PyErr_Clear();
        if (found) return found;
    }
    return {};
}

} // namespace

void Getter::find(PyTypeObject* type, Way& way) {
    way = {};
    way.type = Ref::shared(reinterpret_cast<PyObject*>(type));
    if (type->tp_getattro == PyObject_GenericGetAttr) way.descriptor = looked_up(type, name.get());
    if (!way.descriptor) return;
    if (Py_TYPE(way.descriptor.get()) == &PyGetSetDescr_Type) {
        PyGetSetDef const* const found =
            reinterpret_cast<PyGetSetDescrObject*>(way.descriptor.get())->d_getset;
        way.get = found->get;
        way.closure = found->closure;
    } else if (Py_TYPE(way.descriptor.get()) == &PyMemberDescr_Type) {
        PyMemberDef const* const found =
            reinterpret_cast<PyMemberDescrObject*>(way.descriptor.get())->d_member;
        if (found->type == T_OBJECT_EX) way.offset = found->offset;
    }
}

void Getter::set(PyObject* object, PyObject* value) {
    Py_ssize_t const offset = way_of(Py_TYPE(object)).offset;
    if (offset > 0)
        Ref const before(std::exchange(*place_in(object, offset), Ref::shared(value).release()));
    else if (PyObject_SetAttr(object, name.get(), value) < 0)
        PyErr_Clear();
}

} // namespace native
