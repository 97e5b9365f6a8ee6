// Plain words for events and objects.
#pragma once
#include "replay/position.hpp"
#include "trace/log.hpp"

#include <string>
#include <string_view>

namespace replay {

// One short sentence for the event of `position`, without a full stop: "Task-3 suspends, awaiting sleep(1)".
// Unknown kinds are named with their fields. "" at position 0.
std::string describe(trace::Log const& log, Position position);

// "Task-3", "Event loop", "sleep future f2", "fetch('slow', 3)", "lock s1", "timer h4"; "" for none.
std::string display_name(trace::Log const& log, trace::ObjectId id);

// Ids of tasks in a text become names: "gather of t2 t3" -> "gather of Task-2, Task-3"; with short_names,
// "gather of 2, 3".
std::string expand(trace::Log const& log, std::string_view words, bool short_names = false);

} // namespace replay
