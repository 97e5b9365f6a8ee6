// The first text of a new lesson, proposed from a recording of its program: something that works at once, to
// be written over.
#pragma once
#include "trace/log.hpp"

#include <string>

namespace lesson {

struct Proposal {
    std::string
        toml; // lesson.toml: a step where each coroutine first starts, waits and ends, and a first question
    std::string text; // lesson.md
};

// `program`: the text of program.py, which `log` recorded. `id`: small letters, digits and -.
Proposal propose(std::string const& id, std::string const& program, trace::Log const& log);

// "no-wait" -> "No wait".
std::string title_of_id(std::string const& id);

} // namespace lesson
