#include "session/narration.hpp"

#include "catalogue/moment.hpp"

#include <algorithm>
#include <utility>

namespace session {
namespace {

// Keeps `placed` by position; of equals the one told first stands first.
template <class Placed>
void insert(std::vector<Placed>& placed, Placed it) {
    auto const later = std::upper_bound(
        placed.begin(), placed.end(), it.position,
        [](replay::Position position, Placed const& other) { return position < other.position; });
    placed.insert(later, std::move(it));
}

} // namespace

Narration narrate(lesson::Lesson const& lesson, lesson::Knobs const& knobs, lesson::Program const& program,
                  trace::Log const& log) {
    Narration narration;
    for (lesson::Narration& step : lesson::steps(lesson, knobs))
        if (auto const position = lesson::find(step.moment, log, program))
            insert(narration.steps, NarrationStep{*position, std::move(step.say)});
    for (lesson::Question& question : lesson::questions(lesson, knobs))
        if (auto const position = lesson::find(question.moment, log, program))
            insert(narration.questions, PlacedQuestion{*position, std::move(question)});
    return narration;
}

std::optional<std::size_t> current_step(Narration const& narration, replay::Position position) {
    std::optional<std::size_t> current;
    for (std::size_t i = 0; i < narration.steps.size() && narration.steps[i].position <= position; ++i)
        current = i;
    return current;
}

When when(Narration const& narration, std::size_t step, replay::Position position) {
    auto const current = current_step(narration, position);
    if (!current || step > *current) return When::future;
    return step == *current ? When::current : When::past;
}

} // namespace session
