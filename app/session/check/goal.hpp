// The attempts at a lesson's goals, run.
#pragma once
#include "catalogue/knobs.hpp"
#include "catalogue/lesson.hpp"
#include "session/run.hpp"

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace session {

// Of a goal by choices: the one that is made with these knobs; null: none.
lesson::Attempt const* wrong_attempt(lesson::Goal const& goal, lesson::Lesson const& lesson,
                                     lesson::Knobs const& knobs);

// Runs an edited program on CPython; null if it cannot be recorded.
using RunPython = std::function<std::shared_ptr<Run const>(std::string const& program)>;

// The solution must get there and the wrong attempts must not; each complaint with its line of lesson.toml.
// Attempts by choices and by interventions are run on the miniature, edited programs on CPython: without
// `python` they are not tried.
std::vector<std::pair<int, std::string>>
goal_complaints(lesson::Lesson const& lesson, lesson::Goal const& goal, RunPython const& python = {});

} // namespace session
