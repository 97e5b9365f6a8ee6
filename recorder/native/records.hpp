// What hooks saw, appended to the sink's list. Python puts tuples there; these are smaller, and no work for
// the collector.
#pragma once
#include "python.hpp"

#include <initializer_list>

namespace native {

enum class Kind { event, text, run, wait, turn, ready }; // as in sink.py

// fields: as in the tuples, from the fourth one on.
struct Record {
    PyObject ob_base;
    Kind kind;
    int count;
    unsigned long thread;
    long long time;
    PyObject* fields[8];
};
extern PyTypeObject* record_type;
bool make_record_type();

PyObject* running_thread(); // its ident; borrowed
// Appends one of these fields, which it takes over. Without memory nothing is told.
void put(PyObject* records, Kind kind, std::initializer_list<PyObject*> fields);

// putters(records): the functions event(kind, subject, object, value, line, source) and text(...), as sink.py
// has them.
PyObject* putters(PyObject* module, PyObject* records);

} // namespace native
