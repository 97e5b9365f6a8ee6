#include "session/turning.hpp"

#include "session/keeping.hpp"

#include <algorithm>
#include <utility>

namespace session {
namespace {

// Of the lesson: what it says, asks and decides there, and where the other run does so too.
std::optional<replay::Position> same_moment(lesson::Lesson const& lesson, lesson::Knobs const& knobs,
                                            lesson::Program const& program, Run const& run,
                                            replay::Position position, OpenLesson const& other,
                                            Run const& its) {
    std::vector<lesson::Moment> moments;
    for (auto const& step : lesson::steps(lesson, knobs)) moments.push_back(step.moment);
    for (auto const& question : lesson::questions(lesson, knobs))
        moments.insert(moments.end(), {question.about.asked, question.about.decided});
    for (auto const& moment : moments)
        if (lesson::find(moment, *run.log, program) == position)
            if (auto const there = lesson::find(moment, *its.log, other.program)) return there;
    return std::nullopt;
}

// "fast = 1, how = gather": what is not the same in the other.
std::string different(lesson::Knobs const& knobs, lesson::Knobs const& other) {
    std::string words;
    for (auto const& [name, value] : knobs.values)
        if (auto const found = other.values.find(name); found == other.values.end() || found->second != value)
            words += (words.empty() ? "" : ", ") + name + " = " + lesson::to_string(value);
    return words;
}

} // namespace

void turn_knobs(Session& session, lesson::Knobs const& knobs, std::optional<trace::Log> recorded) {
    auto const was = session.lesson->knobs;
    if (knobs == was) return;
    auto const run = session.runs.front();
    auto const program = session.lesson->program;
    auto const position = session.playback.position;
    auto const timeline = session.look.timeline;
    auto const selected = session.look.selected;
    // One that stands beside already stays: several turns, or one long drag, are compared with where they
    // began.
    auto before = std::make_pair(run, was);
    if (auto const& beside = session.beside; beside && beside->relation == Relation::before)
        before = {beside->run, beside->knobs};

    lesson::Lesson const& lesson = *session.lesson->entry;
    open_lesson(session, lesson, knobs, std::move(recorded));
    recall_answers(session);
    session.look.timeline = timeline;
    auto place = same_place(*run, session.run(), position);
    if (position != 0 && position != run->size())
        place =
            same_moment(lesson, was, program, *run, position, *session.lesson, session.run()).value_or(place);
    if (before.second != knobs) {
        show_beside(session, before.first, Relation::before, different(before.second, knobs));
        session.beside->knobs = std::move(before.second);
    }
    move_to(session, place);
    if (session.state().task(selected) != nullptr) session.look.selected = selected;
}

} // namespace session
