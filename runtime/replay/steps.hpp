// Units of stepping, the same forward and back.
#pragma once
#include "replay/index.hpp"
#include "replay/position.hpp"
#include "trace/log.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace replay {

enum class Unit {
    moment, // one of those that whoever asks has chosen: what a lesson speaks of
    event,
    line,       // a line of the program is about to run
    switch_,    // a task begins to run
    turn,       // a turn of the loop begins
    in_object,  // something happens to the chosen object; for a task also: it and its coroutines run or stop
    output,     // something was printed
    wake,       // the chosen future or task is done, or wakes the one that waits for it
    breakpoint, // the chosen line is about to run
};
std::string_view words(Unit unit); // "turn of the loop"

// What `in_object` and `wake` follow, and where `breakpoint` and `moment` stop.
struct Target {
    trace::ObjectId object;
    std::vector<Place> breakpoints;  // source 0: that line of any source
    std::vector<Position> moments{}; // in order
};

// True if a step by this unit stops at `position`, just after log[position - 1].
bool stops_at(Index const& index, Position position, Unit unit, Target const& target = {});

// The nearest stop after (before) `position`; nullopt if there is none. Position 0, before the first event,
// is a stop of every unit going back, so that next undoes previous and previous undoes next from any stop.
std::optional<Position> next(Index const& index, Position position, Unit unit, Target const& target = {});
std::optional<Position> previous(Index const& index, Position position, Unit unit, Target const& target = {});

} // namespace replay
