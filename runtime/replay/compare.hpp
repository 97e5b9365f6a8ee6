// Two traces of one program, or of what a person made of it, event by event.
#pragma once
#include "replay/position.hpp"
#include "trace/log.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace replay {

struct Difference {
    Position a = 0; // just after the first event that differs; size() + 1 where that trace has none left
    Position b = 0;
    std::string text; // a few lines to print: last common event, then both events field by field
};

struct Comparison {
    bool agree = false;
    std::size_t compared = 0; // events held against each other
    std::optional<Difference> difference;
    // Matching positions up to the first difference, in order.
    struct Pair {
        Position a = 0;
        Position b = 0;
    };
    std::vector<Pair> pairs;

    Position to_b(Position a) const; // the position in b that shows the same moment
    Position to_a(Position b) const;
};

// What is compared: two runs of one program, or one of a program and one of what turning a knob made of it.
// Then a line is known by its text, and a call by its function: that another number stands there is no
// difference yet.
enum class Programs { same, edited };

// Everything must be equal: kind, time, subject, object, value (texts by content), line; the header's knobs
// and arguments; how the program ended. compare.cpp says what is passed over, and why.
Comparison compare(trace::Log const& a, trace::Log const& b, Programs programs = Programs::same);

// The `local` events of `a` that `b` does not have at the same place with the same text: comparison passes
// them over, since not every engine tells all of them.
std::vector<Position> locals_missing(Comparison const& comparison, trace::Log const& a, trace::Log const& b);

} // namespace replay
