// Where something that a program wrote went.
#pragma once
#include "replay/position.hpp"
#include "trace/log.hpp"

#include <string_view>

namespace replay {

// Of what was written by the event of `position`: "stderr", or "logging" that went there; "" for standard
// output.
std::string_view stream_words(trace::Log const& log, Position position);

} // namespace replay
