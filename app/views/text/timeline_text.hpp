// The timeline in a terminal: UTF-8 box drawing, no colours.
#pragma once
#include "replay/index.hpp"
#include "replay/position.hpp"
#include "replay/timeline/timeline.hpp"

#include <string>

namespace ui {

// The run up to `position` (beyond the end: all of it), no line longer than `width` columns (at least 40):
// what happened last, a lane for each task by step, the turns of the loop and its clock, and what each task
// does now. `timeline` must be of `index`. Ends with a newline.
std::string text_timeline(replay::Index const& index, replay::Timeline const& timeline,
                          replay::Position position, int width);

} // namespace ui
