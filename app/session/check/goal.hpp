// Whether a task of a lesson is reached: read off a run.
#pragma once
#include "catalogue/lesson.hpp"
#include "session/run.hpp"

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace session {

bool is_reached(lesson::Goal const& goal, lesson::Program const& program, Run const& run);

// Runs an edited program on CPython; null if it cannot be recorded.
using RunPython = std::function<std::shared_ptr<Run const>(std::string const& program)>;

// The solution must get there and the wrong attempts must not; each complaint with its line of lesson.toml.
// Attempts by choices and by interventions are run on the miniature, edited programs on CPython: without
// `python` they are not tried.
std::vector<std::pair<int, std::string>>
goal_complaints(lesson::Lesson const& lesson, lesson::Goal const& goal, RunPython const& python = {});

} // namespace session
