#include "known.hpp"

namespace native {

PyTypeObject* known_type = nullptr;
PyTypeObject* link_type = nullptr;

namespace {

template <class Made>
Made* made(PyTypeObject* type) {
    return reinterpret_cast<Made*>(type->tp_alloc(type, 0));
}

PyObject* new_known(PyTypeObject* type, PyObject* arguments, PyObject*) {
    PyObject *id = nullptr, *name = nullptr;
    if (!PyArg_ParseTuple(arguments, "UO:Known", &id, &name)) return nullptr;
    Ref links(PyList_New(0));
    if (!links) return nullptr;
    auto* const known = made<Known>(type);
    if (known == nullptr) return nullptr;
    known->id = Ref::shared(id).release();
    known->name = Ref::shared(name).release();
    known->links = links.release();
    known->leaf = Ref::shared(names.empty).release();
    return &known->ob_base;
}

void free_known(PyObject* object) {
    free_object<Known>(object, [](Known& known) {
        Py_CLEAR(known.id);
        Py_CLEAR(known.name);
        Py_CLEAR(known.links);
        Py_CLEAR(known.leaf);
    });
}

PyObject* new_link(PyTypeObject* type, PyObject* arguments, PyObject*) {
    PyObject *id = nullptr, *reference = nullptr;
    if (!PyArg_ParseTuple(arguments, "UO:Link", &id, &reference)) return nullptr;
    auto* const link = made<Link>(type);
    if (link == nullptr) return nullptr;
    link->id = Ref::shared(id).release();
    link->reference = Ref::shared(reference).release();
    return &link->ob_base;
}

void free_link(PyObject* object) {
    free_object<Link>(object, [](Link& link) {
        Py_CLEAR(link.id);
        Py_CLEAR(link.reference);
    });
}

PyMemberDef known_members[] = {{"id", T_OBJECT_EX, offsetof(Known, id), 0, nullptr},
                               {"name", T_OBJECT_EX, offsetof(Known, name), 0, nullptr},
                               {"links", T_OBJECT_EX, offsetof(Known, links), READONLY, nullptr},
                               {"leaf", T_OBJECT_EX, offsetof(Known, leaf), 0, nullptr},
                               {"line", T_LONG, offsetof(Known, line), 0, nullptr},
                               {"source", T_LONG, offsetof(Known, source), 0, nullptr},
                               {"started", T_BOOL, offsetof(Known, started), 0, nullptr},
                               {nullptr, 0, 0, 0, nullptr}};

PyMemberDef link_members[] = {{"id", T_OBJECT_EX, offsetof(Link, id), READONLY, nullptr},
                              {"reference", T_OBJECT_EX, offsetof(Link, reference), READONLY, nullptr},
                              {nullptr, 0, 0, 0, nullptr}};

template <class Function>
void* slot(Function* function) {
    return reinterpret_cast<void*>(function);
}

PyTypeObject* type_of(PyObject* module, char const* name, std::size_t size, newfunc make, destructor free,
                      PyMemberDef* members) {
    PyType_Slot slots[] = {
        {Py_tp_new, slot(make)}, {Py_tp_dealloc, slot(free)}, {Py_tp_members, members}, {0, nullptr}};
    return add_type(module, name, size, slots);
}

} // namespace

bool make_known_types(PyObject* module) {
    known_type = type_of(module, "_awaitscope.Known", sizeof(Known), new_known, free_known, known_members);
    link_type = type_of(module, "_awaitscope.Link", sizeof(Link), new_link, free_link, link_members);
    return known_type != nullptr && link_type != nullptr;
}

} // namespace native
