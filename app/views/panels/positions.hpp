// Which tasks stand at which line of the program, and where it runs now.
#pragma once
#include "replay/index.hpp"
#include "replay/state.hpp"

#include <map>
#include <string_view>
#include <vector>

namespace ui {

enum class Stand : unsigned char {
    running,
    suspended, // it will go on here
    waiting,   // a caller: it awaits a coroutine that runs or is suspended further in
};

struct TaskHere {
    trace::ObjectId task; // none: the module, or a coroutine driven by hand
    Stand stand = Stand::suspended;
    bool operator==(TaskHere const&) const = default;
};

struct Positions {
    std::uint16_t source = 0;                             // the source all of this is about
    std::map<std::uint32_t, std::vector<TaskHere>> tasks; // by line; running first, then by number
    replay::Place live; // the line of the frame that runs now; none: none of the program does
    replay::Place next; // where the task goes on whose step has begun, and no frame of it runs yet
    std::vector<replay::Local> locals; // of the frame that runs
};

// Of one source of the log, from 1. A function that has begun and run no line yet stands at its definition.
Positions positions(replay::State const& state, std::uint16_t source, trace::Log const& log);

// Where the function of a coroutine that is called "Router.app(…)" is defined; none: nowhere, or in two
// places.
replay::Place definition(std::vector<trace::Source> const& sources, std::string_view label);

} // namespace ui
