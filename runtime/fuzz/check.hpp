// Holds the miniature against CPython, program by program.
#pragma once
#include "fuzz/cpython.hpp"
#include "fuzz/program.hpp"
#include "replay/compare.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace fuzz {

struct Checked {
    Program program;
    std::string python;
    trace::Log miniature;
    trace::Log cpython;
    replay::Comparison comparison;
};

// Who says what is true of programs as Python text: CPython, or in tests something else.
using Judge = std::function<std::vector<trace::Log>(std::vector<std::string> const&)>;

std::vector<Checked> check(std::vector<Program> programs, Judge const& judge);

} // namespace fuzz
