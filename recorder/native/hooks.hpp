// What takes the place of a handle's _run and a loop's _call_soon: loop.py has the same two in Python.
#pragma once
#include "python.hpp"

namespace native {

bool make_hooks_type(PyObject* module);
// selector((records, sink, the loop's name, its ready queue, select, select as loop.py has it, what to do
// with what it found))
PyObject* selector(PyObject* module, PyObject* given);

} // namespace native
