#include "commands/moving.hpp"

#include "commands/parts.hpp"
#include "commands/stepping.hpp"

#include <algorithm>
#include <utility>

namespace session {

namespace {

template <replay::Unit unit>
bool steps_by(Session const& session) {
    return session.playback.unit == unit;
}

void step(Session& session, bool forward, replay::Unit unit, bool voted) {
    if (std::string why = no_step(session, unit); !why.empty()) return say(session, std::move(why));
    if (!forward) {
        if (auto const stop = stop_before(session, unit)) move_to(session, *stop);
        return;
    }
    if (std::string why = ask_first(session); !why.empty()) {
        // The class has voted by hand: the teacher's step passes the question.
        if (!session.look.presenter && !voted) return say(session, std::move(why));
        session.lesson->predictions[*question_due(session)].skipped = true;
    }
    auto const stop = stop_after(session, unit);
    if (!stop) return say(session, "No breakpoint is reached after this moment.");
    move_to(session, *stop);
    bring_question(session);
}

} // namespace

void command::Step::run(Session& session) const {
    session.playback.playing = false;
    Stage& stage = session.look.stage;
    if (std::exchange(stage.blank, false)) return; // nobody would have seen it
    stage.ink.clear();
    bool const voted = std::exchange(session.look.voting, false);
    step(session, forward, unit.value_or(session.playback.unit), voted);
}
void command::Seek::run(Session& session) const {
    passing ? move_to(session, position) : jump_to(session, position);
}
void command::SeekStart::run(Session& session) { jump_to(session, 0); }
void command::SeekEnd::run(Session& session) { jump_to(session, session.run().size()); }
void command::Travel::run(Session& session) const {
    auto& from = back ? session.playback.behind : session.playback.ahead;
    auto& to = back ? session.playback.ahead : session.playback.behind;
    replay::Position const place = from.back();
    from.pop_back();
    to.push_back(session.playback.position);
    move_to(session, place);
}
void command::RunToLine::run(Session& session) const {
    replay::Target const line{{}, {place}};
    auto const& index = session.run().index;
    auto const stop = replay::next(index, session.playback.position, replay::Unit::breakpoint, line);
    if (!stop) {
        auto const before =
            replay::previous(index, session.playback.position, replay::Unit::breakpoint, line);
        return say(session, "Line " + std::to_string(place.line) +
                                (before ? " does not run again after this moment; it ran last at event " +
                                              std::to_string(*before) + "."
                                        : " does not run after this moment."));
    }
    jump_to(session, *stop);
}
void command::SeekMoment::run(Session& session) const {
    auto const position = session.lesson ? lesson::find(moment, session.log(), session.lesson->program)
                                         : lesson::find(moment, session.log());
    if (position)
        jump_to(session, *position);
    else
        say(session, "This run has no such moment: " + to_string(moment) + ".");
}
void command::SetUnit::run(Session& session) const { session.playback.unit = unit; }
void command::TogglePlay::run(Session& session) {
    session.playback.playing = !session.playback.playing;
    session.playback.pending = 0;
    if (std::string why = ask_first(session); session.playback.playing && !why.empty()) {
        session.playback.playing = false;
        return say(session, std::move(why));
    }
    if (session.playback.playing && session.playback.position == session.run().size()) move_to(session, 0);
}
void command::SetSpeed::run(Session& session) const {
    session.playback.speed = std::clamp(steps_a_second, 0.25, 64.0);
}

void command::ScaleSpeed::run(Session& session) const {
    SetSpeed{session.playback.speed * factor}.run(session);
    say(session, "Playing makes " + lesson::to_string(session.playback.speed) + " stops a second.");
}

std::vector<NamedCommand> moving_commands() {
    namespace cmd = command;
    using K = KeyName;
    return {
        {"step.forward",
         "Step forward",
         "Goes on to the next stop of the chosen unit.",
         Group::moving,
         {{plain(K::right), at::panels | at::vote},
          {plain(K::page_down), at::panels | at::vote},
          {plain(K::space), at::stage | at::vote}},
         cmd::Step{true, {}}},
        {"step.back",
         "Step back",
         "Goes back to the stop before, by the same unit.",
         Group::moving,
         {{plain(K::left), at::panels | at::vote}, {plain(K::page_up), at::panels | at::vote}},
         cmd::Step{false, {}}},
        {"step.task.forward",
         "Step within the task",
         "Goes on to where the selected task does something.",
         Group::moving,
         {shift(K::right)},
         cmd::Step{true, replay::Unit::in_object}},
        {"step.task.back",
         "Step back within the task",
         "Goes back to where the selected task did something.",
         Group::moving,
         {shift(K::left)},
         cmd::Step{false, replay::Unit::in_object}},
        {"step.turn.forward",
         "Next turn of the loop",
         "Goes on to where the loop begins its next turn.",
         Group::moving,
         {ctrl(K::right)},
         cmd::Step{true, replay::Unit::turn}},
        {"step.turn.back",
         "Turn of the loop before",
         "Goes back to where the loop began a turn.",
         Group::moving,
         {ctrl(K::left)},
         cmd::Step{false, replay::Unit::turn}},
        {"step.event.forward",
         "Next event",
         "Goes on by a single event.",
         Group::moving,
         {{plain(K::period), at::studio}},
         cmd::Step{true, replay::Unit::event}},
        {"step.event.back",
         "Event before",
         "Goes back by a single event.",
         Group::moving,
         {{plain(K::comma), at::studio}},
         cmd::Step{false, replay::Unit::event}},
        {"step.output.forward",
         "Next output",
         "Goes on to where something is printed.",
         Group::moving,
         {plain('O')},
         cmd::Step{true, replay::Unit::output}},
        {"step.wake.forward",
         "Next wake",
         "Goes on to where what is selected is done or wakes its waiter.",
         Group::moving,
         {plain('J')},
         cmd::Step{true, replay::Unit::wake}},
        {"step.breakpoint.forward",
         "Run to the breakpoint",
         "Goes on to the next line with a breakpoint.",
         Group::moving,
         {{plain(K::f5), at::studio}},
         cmd::Step{true, replay::Unit::breakpoint}},
        {"start",
         "To the start",
         "Before the first event.",
         Group::moving,
         {plain(K::home)},
         cmd::SeekStart{}},
        {"end", "To the end", "After the last event.", Group::moving, {plain(K::end)}, cmd::SeekEnd{}},
        {"play",
         "Play or pause",
         "Steps on by itself, up to the next question or breakpoint.",
         Group::moving,
         {{plain(K::space), at::studio}, {shift(K::space), at::stage}},
         cmd::TogglePlay{},
         [](Session const& session) { return session.playback.playing; }},
        {"travel.back",
         "Go back",
         "To before the last jump.",
         Group::moving,
         {alt(K::left)},
         cmd::Travel{true}},
        {"travel.on", "Go on again", "After going back.", Group::moving, {alt(K::right)}, cmd::Travel{false}},
        {"play.faster",
         "Play faster",
         "Twice as many stops a second.",
         Group::moving,
         {},
         cmd::ScaleSpeed{2}},
        {"play.slower", "Play slower", "Half as many.", Group::moving, {}, cmd::ScaleSpeed{0.5}},

        {"unit.moment",
         "Step by moment",
         "A stop wherever the lesson says or asks something.",
         Group::moving,
         {plain('0')},
         cmd::SetUnit{replay::Unit::moment},
         steps_by<replay::Unit::moment>},
        {"unit.event",
         "Step by event",
         "Every single event is a stop.",
         Group::moving,
         {plain('1')},
         cmd::SetUnit{replay::Unit::event},
         steps_by<replay::Unit::event>},
        {"unit.line",
         "Step by line",
         "A stop wherever a line of the program is about to run.",
         Group::moving,
         {plain('2')},
         cmd::SetUnit{replay::Unit::line},
         steps_by<replay::Unit::line>},
        {"unit.switch",
         "Step by switch",
         "A stop wherever a task begins to run.",
         Group::moving,
         {plain('3')},
         cmd::SetUnit{replay::Unit::switch_},
         steps_by<replay::Unit::switch_>},
        {"unit.turn",
         "Step by turn of the loop",
         "A stop wherever the loop begins a turn.",
         Group::moving,
         {plain('4')},
         cmd::SetUnit{replay::Unit::turn},
         steps_by<replay::Unit::turn>},
        {"unit.object",
         "Step within the selected task",
         "A stop wherever the selected task does something.",
         Group::moving,
         {plain('5')},
         cmd::SetUnit{replay::Unit::in_object},
         steps_by<replay::Unit::in_object>},
        {"unit.output",
         "Step by output",
         "A stop wherever something is printed.",
         Group::moving,
         {plain('6')},
         cmd::SetUnit{replay::Unit::output},
         steps_by<replay::Unit::output>},
        {"unit.wake",
         "Step by wake",
         "A stop wherever the selected future or task is done.",
         Group::moving,
         {plain('7')},
         cmd::SetUnit{replay::Unit::wake},
         steps_by<replay::Unit::wake>},
        {"unit.breakpoint",
         "Step by breakpoint",
         "A stop wherever a line with a breakpoint is about to run.",
         Group::moving,
         {{plain('8'), at::studio}},
         cmd::SetUnit{replay::Unit::breakpoint},
         steps_by<replay::Unit::breakpoint>}};
}

} // namespace session
