// What a handle is for, read once from what its event calls it: rules ask for the role and never compare
// words.
#pragma once
#include "trace/event.hpp"

#include <cstdint>
#include <string_view>

namespace replay {

enum class Role : std::uint8_t {
    other,      // a callback of the program, or of asyncio under another name
    step,       // a task begins, or goes on after a bare yield
    wakeup,     // a task goes on, since what it awaited is done
    set_result, // a sleep is over
    gather,     // gather hears of a child
    stop,       // the loop's run_until_complete ends
    unnamed,    // a timer that has not run yet
};

// `words` of an event, "step", and whom the handle serves. Only a task has steps and wakeups: a program may
// call a function of its own so.
Role role_of(std::string_view words, trace::ObjectId whom);
// Of a callback that hangs on a future.
Role callback_role(std::string_view words);

inline bool runs_a_task(Role role) { return role == Role::step || role == Role::wakeup; }

} // namespace replay
