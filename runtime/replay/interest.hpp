// What a person looks for among the events, where not all of them can be shown alike.
#pragma once
#include "replay/position.hpp"
#include "trace/log.hpp"

#include <cstdint>
#include <vector>

namespace replay {

enum class Interest : std::uint8_t {
    task,      // one is made, or asked to cancel
    line,      // of the program
    coroutine, // one is made
    timer,     // one is due
    turn,      // who runs changes, something is printed, the loop begins a turn
    small,
};
Interest interest(trace::Event const& event);

// Just after each event that tells the story: without handles, callbacks, locals and the loop's looking
// about.
std::vector<Position> main_events(trace::Log const& log);

// Where somebody intervened in the run.
struct Intervened {
    trace::Step step = 0;
    bool in_vain = false; // nothing could come of it there
};
std::vector<Intervened> interventions(trace::Log const& log);

} // namespace replay
