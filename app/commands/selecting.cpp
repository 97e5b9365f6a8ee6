#include "commands/selecting.hpp"

#include "commands/parts.hpp"

#include <algorithm>

namespace session {

void command::Select::run(Session& session) const { session.look.selected = object; }
void command::SelectLane::run(Session& session) const {
    // Lanes that nobody has seen yet cannot be chosen.
    std::vector<trace::ObjectId> lanes;
    for (replay::Lane const& lane : session.known().timeline.lanes)
        if (lane.created <= session.shown()) lanes.push_back(lane.id);
    if (lanes.empty()) return;
    auto const chosen = std::find(lanes.begin(), lanes.end(), session.look.selected);
    if (chosen == lanes.end())
        session.look.selected = down ? lanes.front() : lanes.back();
    else if (down && chosen + 1 != lanes.end())
        session.look.selected = *(chosen + 1);
    else if (!down && chosen != lanes.begin())
        session.look.selected = *(chosen - 1);
}
void command::ToggleBreakpoint::run(Session& session) const {
    replay::Place const line = place.value_or(session.state().at);
    if (!line) return say(session, "No line runs here yet: step to one first.");
    auto const found =
        std::find(session.playback.breakpoints.begin(), session.playback.breakpoints.end(), line);
    if (found == session.playback.breakpoints.end())
        session.playback.breakpoints.push_back(line);
    else
        session.playback.breakpoints.erase(found);
}

std::vector<NamedCommand> selecting_commands() {
    namespace cmd = command;
    using K = KeyName;
    return {{"lane.down",
             "Lane below",
             "Selects the next task.",
             Group::selecting,
             {plain(K::down)},
             cmd::SelectLane{true}},
            {"lane.up",
             "Lane above",
             "Selects the task before.",
             Group::selecting,
             {plain(K::up)},
             cmd::SelectLane{false}},
            {"select.none",
             "Select nothing",
             "Lets go of what is selected.",
             Group::selecting,
             {},
             cmd::Select{}},
            {"breakpoint",
             "Breakpoint here",
             "Sets or clears a breakpoint at the line of this moment.",
             Group::selecting,
             {{plain('B'), at::studio}},
             cmd::ToggleBreakpoint{}}};
}

} // namespace session
