// Plain words for events and objects. The functions that take a log index it first: fine for one call, not
// for one a row of a long list.
#pragma once
#include "replay/index.hpp"
#include "replay/position.hpp"
#include "trace/log.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace replay {

// One short sentence for the event of `position`, without a full stop: "Task-3 suspends, awaiting sleep(1)".
// Unknown kinds are named with their fields. "" at position 0.
std::string describe(Index const& index, Position position);
std::string describe(trace::Log const& log, Position position);

// "Task-3", "Event loop", "the future of sleep(1)", "fetch('slow', 3)", "lock s1", "timer h4"; "" for none.
std::string display_name(Index const& index, trace::ObjectId id);
std::string display_name(trace::Log const& log, trace::ObjectId id);

// Ids of tasks in a text become names: "gather of t2 t3" -> "gather of Task-2, Task-3"; with `short_names`,
// "gather of 2, 3". Ids inside quotes stay: they are the program's own text.
std::string expand(Index const& index, std::string_view words, bool short_names = false);
std::string expand(trace::Log const& log, std::string_view words, bool short_names = false);

// A function's __qualname__ as a person would say it: "main.<locals>.fire" -> "main.fire".
std::string plain_name(std::string_view qualname);

// "1.000 s"; more digits only where three do not say it all: "0.000 001 s".
std::string seconds(std::int64_t ns);

} // namespace replay
