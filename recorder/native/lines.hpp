// Records as lines of a trace: sink.py does the same in Python.
#pragma once
#include "python.hpp"

namespace native {

// lines(records, texts, threads, inside, start, sink): the bytes, how many events a reader makes of them, the
// thread.
PyObject* lines(PyObject* module, PyObject* const* given, Py_ssize_t count);

} // namespace native
