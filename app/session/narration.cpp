#include "session/narration.hpp"

#include "catalogue/moment.hpp"

#include <algorithm>
#include <utility>

namespace session {
namespace {

// Keeps `placed` by position; of equals the one told first stands first.
template <class Placed>
void insert(std::vector<Placed>& placed, Placed it, replay::Position Placed::*position) {
    auto const later =
        std::upper_bound(placed.begin(), placed.end(), it.*position,
                         [&](replay::Position at, Placed const& other) { return at < other.*position; });
    placed.insert(later, std::move(it));
}

std::string last_line(Run const& run, replay::Position position) {
    auto const& prints = run.index.prints();
    auto const after = std::upper_bound(prints.begin(), prints.end(), position);
    if (after == prints.begin()) return {};
    std::string text(run.log->text((*run.log)[*std::prev(after) - 1]));
    while (text.ends_with('\n')) text.pop_back();
    return text.substr(text.rfind('\n') + 1);
}

void replace_all(std::string& text, std::string_view what, std::string const& by) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
}

} // namespace

std::string fill_from_run(std::string text, Run const& run, replay::Position position) {
    if (text.find('{') == std::string::npos) return text;
    auto const time = position == 0 ? 0 : (*run.log)[position - 1].time;
    replace_all(text, "{clock}", replay::plain_seconds(time));
    replace_all(text, "{output}", last_line(run, position));
    return text;
}

Narration narrate(lesson::Lesson const& lesson, lesson::Knobs const& knobs, lesson::Program const& program,
                  Run const& run, Beliefs& beliefs) {
    Narration narration;
    for (lesson::Narration& step : lesson::steps(lesson, knobs)) {
        ++narration.told;
        if (auto const at = lesson::find(step.moment, *run.log, program))
            insert(narration.steps, {*at, fill_from_run(std::move(step.say), run, *at)},
                   &NarrationStep::position);
    }
    for (lesson::Question& question : lesson::questions(lesson, knobs))
        if (auto placed = place(std::move(question), program, run, beliefs)) {
            placed->question.why = fill_from_run(std::move(placed->question.why), run, placed->decided);
            insert(narration.questions, std::move(*placed), &PlacedQuestion::asked);
        }
    return narration;
}

std::vector<replay::Position> moments(Narration const& narration) {
    std::vector<replay::Position> at;
    at.reserve(narration.steps.size() + 2 * narration.questions.size());
    for (auto const& step : narration.steps) at.push_back(step.position);
    for (auto const& placed : narration.questions) at.insert(at.end(), {placed.asked, placed.decided});
    std::sort(at.begin(), at.end());
    at.erase(std::unique(at.begin(), at.end()), at.end());
    return at;
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
