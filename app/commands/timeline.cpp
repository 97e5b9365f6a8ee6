#include "commands/timeline.hpp"

#include "commands/parts.hpp"

namespace session {

namespace {

void set_axis(Session& session, Axis axis) {
    if (session.look.timeline.axis == axis) return;
    session.look.timeline.axis = axis; // zoom and place of one axis mean nothing on the other
    session.look.timeline.zoom = 0;
    session.look.timeline.left = 0;
    session.look.measured.reset();
}

} // namespace

void command::SetAxis::run(Session& session) const { set_axis(session, axis); }
void command::ToggleAxis::run(Session& session) {
    set_axis(session, session.look.timeline.axis == Axis::step ? Axis::clock : Axis::step);
}
void command::Fit::run(Session& session) {
    auto& view = session.look.timeline;
    view.all = view.zoom > 0 || !view.all;
    view.zoom = 0;
    view.left = 0;
}
void command::Zoom::run(Session& session) const {
    TimelineSeen const& seen = session.seen;
    if (!(factor > 0) || !(seen.scale > 0)) return;
    double const right = seen.view.left + seen.width / seen.scale;
    bool const now_seen = seen.now >= seen.view.left && seen.now <= right;
    double const anchor = now_seen ? seen.now : (seen.view.left + right) / 2;
    session.look.timeline.zoom = seen.scale * factor;
    session.look.timeline.left = anchor - (anchor - seen.view.left) / factor;
}
void command::Pan::run(Session& session) const {
    TimelineSeen const& seen = session.seen;
    if (!(seen.scale > 0)) return;
    session.look.timeline.zoom = seen.scale;
    session.look.timeline.left = seen.view.left + by * seen.width / seen.scale;
}
void command::SetTimeline::run(Session& session) const { session.look.timeline = view; }
void command::Measure::run(Session& session) const { session.look.measured = measured; }
void command::ToggleFollowNow::run(Session& session) { session.look.follow_now = !session.look.follow_now; }
void command::ToggleFutures::run(Session& session) { session.look.futures = !session.look.futures; }
void command::ToggleWholeRun::run(Session& session) {
    if (!session.look.whole_run && question_due(session))
        say(session, "The whole run shows the answer: this question now counts as seen.");
    show_whole_run(session, !session.look.whole_run);
}

std::vector<NamedCommand> timeline_commands() {
    namespace cmd = command;
    using K = KeyName;
    return {{"timeline.fit",
             "All, or close up",
             "All that has happened in one view, or the last turns.",
             Group::timeline,
             {plain('F')},
             cmd::Fit{}},
            {"timeline.closer",
             "Zoom in",
             "About now.",
             Group::timeline,
             {plain(K::plus), plain('W')},
             cmd::Zoom{1.25}},
            {"timeline.farther",
             "Zoom out",
             "About now.",
             Group::timeline,
             {plain(K::minus), plain('S')},
             cmd::Zoom{1 / 1.25}},
            {"timeline.left",
             "Pan left",
             "A quarter of what is seen.",
             Group::timeline,
             {plain('A')},
             cmd::Pan{-0.25}},
            {"timeline.right",
             "Pan right",
             "A quarter of what is seen.",
             Group::timeline,
             {plain('D')},
             cmd::Pan{0.25}},
            {"timeline.axis",
             "Axis by event or by clock",
             "By event each switch gets room; by clock time is to scale.",
             Group::timeline,
             {plain('X')},
             cmd::ToggleAxis{}},
            {"timeline.follow",
             "Keep now in sight",
             "Moving pans the timeline.",
             Group::timeline,
             {},
             cmd::ToggleFollowNow{},
             [](Session const& session) { return session.look.follow_now; }},
            {"timeline.futures",
             "Futures",
             "Lanes for futures too: gather's places, sleeps, whom each calls back.",
             Group::timeline,
             {plain('U')},
             cmd::ToggleFutures{},
             [](Session const& session) { return session.look.futures; }},
            {"timeline.whole",
             "Show the whole run",
             "Also what has not happened yet.",
             Group::timeline,
             {plain('R')},
             cmd::ToggleWholeRun{},
             [](Session const& session) { return session.look.whole_run; }}};
}

} // namespace session
