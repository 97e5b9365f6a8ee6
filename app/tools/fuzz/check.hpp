// Holds the miniature against CPython, program by program.
#pragma once
#include "judge/warm.hpp"
#include "replay/compare.hpp"
#include "tools/fuzz/program.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace fuzz {

struct Checked {
    Program program;
    std::string python;
    trace::Log miniature; // both without the ends of objects' lives, see lifetimes.hpp
    trace::Log cpython;
    replay::Comparison comparison;
};

// Who says what is true of programs: CPython, or in tests something else. `record` gives a trace for each,
// from the program as data or from its Python text.
struct Judge {
    std::function<std::vector<trace::Log>(std::vector<Program> const&,
                                          std::vector<std::string> const& python)>
        record;
    aio::Rules rules; // that it follows
};

Judge judge_of(std::shared_ptr<judge::Warm> python);

// Nothing was ready and no timer set: the program's end, which leaves everything where it is.
bool is_deadlock(trace::Log const& log);

std::vector<Checked> check(std::vector<Program> programs, Judge const& judge);

// The kinds of the first events that differ, as one text: two programs with the same show the same bug most
// likely. "" if they agree.
std::string signature(Checked const& checked);

// The smallest program found that shows a difference of the same signature.
Checked smallest(Checked const& checked, Judge const& judge);

} // namespace fuzz
