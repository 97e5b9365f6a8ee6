// "Why did this run now?": the chain of reasons, each a way back to its step.
#pragma once
#include "replay/why.hpp"
#include "views/content.hpp"

#include <vector>

namespace ui {

// `number`: of the task that runs, for colour; 0: the loop, or none.
Content why_panel(std::vector<replay::Reason> const& reasons, unsigned number, float width);

} // namespace ui
