#include "commands/stepping.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

namespace session {

using replay::Position;
using replay::Unit;

namespace {

replay::Target target(Session const& session) {
    trace::ObjectId object = session.look.selected;
    if (!object) object = session.state().current_task;
    return {object, session.playback.breakpoints,
            session.lesson ? session.lesson->moments : std::vector<Position>{}};
}

std::vector<Position> question_stops(Session const& session) {
    std::vector<Position> stops;
    if (!session.lesson) return stops;
    auto const& questions = session.lesson->narration.questions;
    for (std::size_t i = 0; i < questions.size(); ++i) {
        Prediction const& prediction = session.lesson->predictions[i];
        if (!prediction.given()) stops.push_back(questions[i].asked);
        if (prediction.chosen) stops.push_back(questions[i].decided);
    }
    std::sort(stops.begin(), stops.end());
    return stops;
}

std::optional<Position> question_after(Session const& session) {
    auto const stops = question_stops(session);
    auto const found = std::upper_bound(stops.begin(), stops.end(), session.playback.position);
    return found == stops.end() ? std::nullopt : std::optional(*found);
}

Position question_before(Session const& session) {
    auto const stops = question_stops(session);
    auto const found = std::lower_bound(stops.begin(), stops.end(), session.playback.position);
    return found == stops.begin() ? 0 : *std::prev(found);
}

// Of the unit alone.
std::optional<Position> unit_stop(Session const& session, Unit unit) {
    auto const stop = replay::next(session.run().index, session.playback.position, unit, target(session));
    if (stop) return stop;
    bool const to_end = unit != Unit::breakpoint && session.playback.position < session.run().size();
    return to_end ? std::optional(session.run().size()) : std::nullopt;
}

} // namespace

std::string no_step(Session const& session, Unit unit) {
    if (unit == Unit::moment && !session.lesson)
        return "A recording has no moments of a lesson: choose another unit, the keys 1 to 8.";
    if (unit == Unit::breakpoint && session.playback.breakpoints.empty())
        return "There is no breakpoint yet: click beside a line of the source, or press B.";
    if ((unit == Unit::in_object || unit == Unit::wake) && !target(session).object)
        return "Select a task first: click its lane, or press Down.";
    return {};
}

std::string ask_first(Session const& session) {
    auto const due = question_due(session);
    if (!due) return {};
    auto const count = session.lesson->narration.questions[*due].question.choices.size();
    return std::string("Predict first: choose A to ") + static_cast<char>('A' + count - 1) +
           " in the lesson (Shift and its letter), or press N to go on without.";
}

std::optional<Position> stop_after(Session const& session, Unit unit) {
    auto const stop = unit_stop(session, unit);
    if (!stop) return std::nullopt;
    return std::min(*stop, question_after(session).value_or(*stop));
}

std::optional<Position> stop_before(Session const& session, Unit unit) {
    auto const stop = replay::previous(session.run().index, session.playback.position, unit, target(session));
    if (!stop) return std::nullopt;
    return std::max(*stop, question_before(session));
}

void bring_question(Session& session) {
    auto const shown = question_shown(session);
    if (!session.on_stage() || !shown) return;
    bool const decided = session.lesson->narration.questions[*shown].decided == session.playback.position;
    if (!question_due(session) && !(decided && vote_on(session, *shown))) return;
    session.look.stage.panel = Panel::lesson;
    session.look.stage.whole.reset();
}

bool play_on(Session& session) {
    if (question_due(session) || !no_step(session, session.playback.unit).empty()) return false;
    auto stop = unit_stop(session, session.playback.unit);
    if (!stop) return false;
    bool more = *stop < session.run().size();
    auto const stop_at = [&](std::optional<Position> place) {
        if (!place || *place > *stop) return;
        stop = place;
        more = false;
    };
    if (!session.playback.breakpoints.empty())
        stop_at(replay::next(session.run().index, session.playback.position, Unit::breakpoint,
                             {{}, session.playback.breakpoints}));
    stop_at(question_after(session));
    move_to(session, *stop);
    bring_question(session);
    return more;
}

} // namespace session
