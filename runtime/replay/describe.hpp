// Plain words for events. The functions that take a log index it first: fine for one call, not
// for one a row of a long list.
#pragma once
#include "replay/index.hpp"
#include "replay/names.hpp"
#include "replay/position.hpp"
#include "trace/log.hpp"

#include <string>

namespace replay {

// One short sentence for the event of `position`, without a full stop: "Task-3 suspends, awaiting sleep(1)".
// Unknown kinds are named with their fields. "" at position 0.
std::string describe(Index const& index, Position position);
std::string describe(trace::Log const& log, Position position);

} // namespace replay
