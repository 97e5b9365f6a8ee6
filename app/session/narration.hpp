// A lesson's steps and questions, resolved to places in one run.
#pragma once
#include "catalogue/knobs.hpp"
#include "catalogue/program.hpp"
#include "replay/position.hpp"
#include "session/prediction.hpp"

#include <optional>
#include <string>
#include <vector>

namespace session {

enum class When { past, current, future };

struct NarrationStep {
    replay::Position position = 0;
    std::string say;
};

struct Narration {
    std::vector<NarrationStep> steps;      // by position
    std::vector<PlacedQuestion> questions; // by where they are asked
    std::size_t told = 0;                  // steps that the lesson has for this variant
};

// Steps and questions whose moment this run does not have are left out.
Narration narrate(lesson::Lesson const& lesson, lesson::Knobs const& knobs, lesson::Program const& program,
                  Run const& run, Beliefs& beliefs);

// A text with what the run has come to at a position: `{clock}`, and `{output}`, the line printed last.
std::string fill_from_run(std::string text, Run const& run, replay::Position position);

// Where a lesson stops: its steps, and where questions are asked and decided. In order, each once.
std::vector<replay::Position> moments(Narration const& narration);

// Current is the last step whose moment has come.
When when(Narration const& narration, std::size_t step, replay::Position position);
std::optional<std::size_t> current_step(Narration const& narration, replay::Position position);

} // namespace session
