// What the inspector says of one object, in words.
#pragma once
#include "replay/index.hpp"
#include "replay/state.hpp"

#include <string>
#include <vector>

namespace ui {

struct Fact {
    std::string label;           // "awaited by"
    std::string value;           // "Task-1"
    bool code = false;           // a piece of the program
    trace::ObjectId object;      // a click selects it; none: it leads to no object
    replay::Position moment = 0; // a click moves there; 0: it leads to no moment

    bool operator==(Fact const&) const = default;
};

struct Facts {
    std::string title; // "Task-3"; "" if there is nothing to say
    std::string kind;  // "task"
    trace::ObjectId about;
    std::vector<Fact> facts;
};

// Of a task, coroutine, future, handle, lock, queue or loop; none: the module. Of one that is not there yet:
// no title. `exact`: its number in the trace and its callbacks, too.
Facts facts_of(replay::State const& state, replay::Index const& index, trace::ObjectId id,
               bool exact = false);

} // namespace ui
