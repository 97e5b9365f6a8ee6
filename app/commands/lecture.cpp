#include "commands/lecture.hpp"

#include "commands/parts.hpp"

#include <optional>

namespace session {

namespace {

void go_to_stop(Session& session, std::size_t index) {
    Stop const stop = session.lecture->stops[index];
    bool const open =
        session.lesson && session.lesson->entry == stop.lesson && session.lesson->knobs == stop.knobs;
    if (!open) {
        open_lesson(session, *stop.lesson, stop.knobs);
        recall_branches(session);
    }
    walk_branch(session, 0);
    session.lecture->at = index;
    session.playback.playing = false;
    session.look.voting = false;
    session.look.stage.blank = false;
    session.look.stage.ink.clear();
    session.look.stage.whole = stop.alone ? stop.panel : std::nullopt;
    if (stop.panel && !stop.alone) session.look.stage.panel = *stop.panel;
    show_whole_run(session, false);
    jump_to(session, stop.position);
    if (stop.branch != Conditions{}) show_branch(session, grow_branch(session, 0, stop.branch));
}

} // namespace

void command::NextStop::run(Session& session) const {
    std::size_t const at = session.lecture->at;
    if (forward ? at + 1 == session.lecture->stops.size() : at == 0)
        return say(session, forward ? "This is the last stop of the lecture."
                                    : "This is the first stop of the lecture.");
    go_to_stop(session, forward ? at + 1 : at - 1);
}
void command::GoToStop::run(Session& session) const { go_to_stop(session, stop); }
void command::ToggleNote::run(Session& session) { session.look.note = !session.look.note; }
void command::BeginAnew::run(Session& session) {
    session.votes.clear();
    session.look.voting = false;
    show_whole_run(session, false);
    if (session.lesson) open_lesson(session, *session.lesson->entry, session.lesson->knobs);
    if (session.lecture) go_to_stop(session, 0);
}

std::vector<NamedCommand> lecture_commands() {
    namespace cmd = command;
    return {{"lecture.next",
             "Next stop of the lecture",
             "With its lesson, knobs, moment and panel.",
             Group::lecture,
             {plain('G')},
             cmd::NextStop{true}},
            {"lecture.previous",
             "Stop before",
             "Of the lecture.",
             Group::lecture,
             {shift(letter('G'))},
             cmd::NextStop{false}},
            {"lecture.note",
             "Note for the teacher",
             "What the lecture says about this stop: on this screen, or in a window of its own.",
             Group::lecture,
             {plain('M')},
             cmd::ToggleNote{},
             [](Session const& session) { return session.look.note; }},
            {"anew",
             "Begin anew",
             "Forgets answers and votes and goes to the beginning, for the next group.",
             Group::lecture,
             {},
             cmd::BeginAnew{}}};
}

} // namespace session
