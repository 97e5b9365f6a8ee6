// The orders in which the outside could let a lesson's program go.
#pragma once
#include "catalogue/knobs.hpp"
#include "catalogue/lesson.hpp"
#include "explore/explore.hpp"
#include "session/orders/breaking.hpp"
#include "session/recording.hpp"

#include <cstdint>
#include <vector>

namespace session {

// The lines of this run's program whose sleeps stand for the outside.
std::vector<std::uint32_t> outside_lines(lesson::Lesson const& lesson, lesson::Knobs const& knobs);

// Runs of the lesson's scenario, each broken as `fails` says; may be asked by several threads at once. The
// lesson outlives it. Throws EngineError for a lesson that has no scenario.
explore::Run lesson_run(lesson::Lesson const& lesson, lesson::Knobs const& knobs, Fails const& fails);

} // namespace session
