// What took longest in a run: steps that held the loop, and waits.
#pragma once
#include "replay/index.hpp"
#include "replay/position.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace replay {

struct Timed {
    trace::ObjectId task;
    std::int64_t ns = 0;
    Position from = 0, to = 0; // the events that begin and end it
    Place at;                  // of a wait: where its coroutine stands; of a step: the last line seen in it
    std::string awaited;       // of a wait: "sleep(1)"
    bool over = true;          // of a wait: it was over when the recording ended
};

struct Slowest {
    std::vector<Timed> steps, waits; // the longest first
};

// At most `most` of each. A wait that goes on at the end counts up to there.
Slowest slowest(Index const& index, std::size_t most);

} // namespace replay
