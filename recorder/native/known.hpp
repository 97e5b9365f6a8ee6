// What is known of a task, and of a coroutine of its chain: tasks.py has the same two in Python.
#pragma once
#include "python.hpp"

namespace native {

struct Known {
    PyObject ob_base;
    PyObject *id, *name, *links, *leaf;
    long line, source;
    char started;
};

struct Link {
    PyObject ob_base;
    PyObject *id, *reference;
};

extern PyTypeObject* known_type;
extern PyTypeObject* link_type;
bool make_known_types(PyObject* module);

} // namespace native
