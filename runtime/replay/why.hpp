// "Why did this run now?"
#pragma once
#include "replay/index.hpp"
#include "replay/position.hpp"
#include "trace/log.hpp"

#include <string>
#include <vector>

namespace replay {

struct Reason {
    Position position = 0; // of the event that is the reason
    std::string words;     // "its wakeup was in the ready queue"
    bool detail = false;   // of asyncio's own callbacks: what leads to it tells the story without it
};

// The chain of causes from the event of `position` (first entry: what happens now) back to a line of the
// program, a timer, a thread or the outside; each entry happened because of the next. Empty at position 0.
std::vector<Reason> why(Index const& index, Position position);
std::vector<Reason> why(trace::Log const& log, Position position); // indexes the log first

} // namespace replay
