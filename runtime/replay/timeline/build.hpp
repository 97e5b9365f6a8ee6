// Building a timeline: one pass over the log that opens and closes spans as states change.
#pragma once
#include "replay/timeline/timeline.hpp"

namespace replay {

Timeline build_timeline(Index const& index);

} // namespace replay
