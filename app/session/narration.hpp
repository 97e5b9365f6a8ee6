// A lesson's steps and questions, resolved to places in one run.
#pragma once
#include "catalogue/knobs.hpp"
#include "catalogue/program.hpp"
#include "replay/position.hpp"
#include "trace/log.hpp"

#include <optional>
#include <string>
#include <vector>

namespace session {

enum class When { past, current, future };

struct NarrationStep {
    replay::Position position = 0;
    std::string say;
};

struct PlacedQuestion {
    replay::Position position = 0;
    lesson::Question question;
};

struct Narration {
    std::vector<NarrationStep> steps;      // by position
    std::vector<PlacedQuestion> questions; // by position
};

// Steps and questions whose moment this run does not have are left out.
Narration narrate(lesson::Lesson const& lesson, lesson::Knobs const& knobs, lesson::Program const& program,
                  trace::Log const& log);

// Current is the last step whose moment has come.
When when(Narration const& narration, std::size_t step, replay::Position position);
std::optional<std::size_t> current_step(Narration const& narration, replay::Position position);

} // namespace session
