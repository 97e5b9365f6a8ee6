// What one could do to a program where it stands.
#pragma once
#include "replay/index.hpp"
#include "replay/state.hpp"

#include <string>
#include <vector>

namespace session {

struct Act {
    std::string text;      // "cancel t2": an intervention without its event
    std::string words;     // "Cancel Task-2"
    std::string asks;      // what one may add of one's own: "a message"; empty: nothing
    bool debugger = false; // no program could do this to another, only a debugger
};

// To a task, future, timer, lock or queue, and to who waits there; none: to the timers of the loop. Nothing
// that would have no effect. `known`: what has happened so far.
std::vector<Act> acts_on(replay::State const& state, replay::Index const& known, trace::ObjectId object);

// Of an intervention: "cancel Task-2 at event 34".
std::string act_words(std::string const& intervention, replay::Index const& known);

} // namespace session
