// "Why did this run now?": the chain of reasons, each a way back to its step.
#pragma once
#include "replay/findings/problems.hpp"
#include "replay/why.hpp"
#include "views/kit/content.hpp"

#include <span>
#include <vector>

namespace ui {

// `number`: of the task that runs, for colour; 0: the loop, or none. `problems`: that show at this moment.
Content why_panel(std::vector<replay::Reason> const& reasons, unsigned number,
                  std::span<replay::Problem const> problems, float width);

} // namespace ui
