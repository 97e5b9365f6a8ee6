// Which source code stands in, and which line: kept by code, as places.py finds it out.
#pragma once
#include "python.hpp"

#include <unordered_map>

namespace native {

struct Place {
    int line = 0, source = 0;
};

class Places {
  public:
    explicit Places(PyObject* places) : places(Ref::shared(places)) {} // of places.py
    int source_of(PyCodeObject* code);                                 // 0: a library's
    int line(PyFrameObject* frame);
    Place here(PyFrameObject* innermost); // of the innermost frame of the program, up to the loop's turn
    bool raise(); // what a signal's handler raised while something was found out; false: nothing

  private:
    Ref places;
    Ref kept, kept_kind, kept_trace;                // such an error
    std::unordered_map<PyCodeObject*, int> sources; // kept alive by places.py; -1 is a border
    std::unordered_map<std::size_t, std::pair<std::size_t, int>> lines;
};

// The type Places, made of one of places.py: here(depth), as it has it.
bool make_places_type(PyObject* module);
Places* places_of(PyObject* object); // none: it is of another type

} // namespace native
