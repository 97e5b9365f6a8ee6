#include "commands/view.hpp"

#include "catalogue/nearest.hpp"
#include "commands/parts.hpp"
#include "session/keeping.hpp"
#include "theme/theme.hpp"

#include <algorithm>
#include <cmath>

namespace session {

void command::SetTheme::run(Session& session) const {
    if (theme::find(name) == nullptr)
        return say(session,
                   "There is no theme " + name + "; there are: " + lesson::listed(theme::names()) + ".",
                   Tone::error);
    session.look.theme = name;
}
void command::NextTheme::run(Session& session) {
    // The presenter's theme is a mode of its own.
    std::vector<std::string> names = theme::names();
    std::erase(names, theme::presenter().name);
    auto const here = std::find(names.begin(), names.end(), session.look.theme);
    session.look.theme = here == names.end() || here + 1 == names.end() ? names.front() : *(here + 1);
}
void command::TogglePresenter::run(Session& session) {
    session.look.presenter = !session.look.presenter;
    session.look.fullscreen = session.look.presenter;
    Panel const third = session.look.stage.panel;
    session.look.stage = {};
    session.look.stage.panel = third;
}
void command::ToggleFullscreen::run(Session& session) { session.look.fullscreen = !session.look.fullscreen; }
void command::SetSourceTab::run(Session& session) const { session.look.source_tab = tab; }
void command::ToggleSourceTab::run(Session& session) {
    session.look.source_tab =
        session.look.source_tab == SourceTab::python ? SourceTab::cpp : SourceTab::python;
}
void command::ToggleLevel::run(Session& session) {
    session.look.level = session.look.level == Level::simple ? Level::exact : Level::simple;
}
void command::ToggleMotion::run(Session& session) { session.look.motion = !session.look.motion; }
void command::ChangeScale::run(Session& session) const {
    float const wanted =
        steps == 0 ? 1 : (std::round(session.look.scale * 4) + static_cast<float>(steps)) / 4;
    session.look.scale = std::clamp(wanted, least_scale, most_scale);
}
void command::ResetSettings::run(Session& session) {
    reset_settings(session);
    say(session, "Theme, sizes, step and level are as they were at the first start.");
}
void command::SetSplits::run(Session& session) const { session.look.splits = splits; }
void command::ShowPanel::run(Session& session) const {
    std::erase(session.look.front, panel);
    session.look.front.insert(session.look.front.begin(), panel);
}

std::vector<NamedCommand> view_commands() {
    namespace cmd = command;
    return {
        {"source.tab",
         "Python or C++",
         "Shows the other of the two programs.",
         Group::view,
         {plain('P')},
         cmd::ToggleSourceTab{}},
        {"level",
         "Exact or simple",
         "Exact shows handles, callbacks and their numbers too.",
         Group::view,
         {plain('E')},
         cmd::ToggleLevel{},
         [](Session const& session) { return session.look.level == Level::exact; }},
        {"show.output",
         "Output",
         "Brings the output to the front.",
         Group::view,
         {},
         cmd::ShowPanel{Panel::output}},
        {"show.events",
         "Events",
         "Brings the list of events to the front.",
         Group::view,
         {},
         cmd::ShowPanel{Panel::events}},
        {"motion",
         "Motion",
         "Cards of the loop slide to their new place.",
         Group::view,
         {},
         cmd::ToggleMotion{},
         [](Session const& session) { return session.look.motion; }},
        {"theme", "Next theme", "Light, dark, high contrast.", Group::view, {plain('T')}, cmd::NextTheme{}},
        {"scale.larger",
         "Everything larger",
         "By a quarter of its first size.",
         Group::view,
         {ctrl(KeyName::plus)},
         cmd::ChangeScale{1}},
        {"scale.smaller",
         "Everything smaller",
         "By a quarter of its first size.",
         Group::view,
         {ctrl(KeyName::minus)},
         cmd::ChangeScale{-1}},
        {"scale.reset",
         "Its first size",
         "As large as the display has it.",
         Group::view,
         {ctrl('0')},
         cmd::ChangeScale{0}},
        {"settings.reset",
         "Settings as they were",
         "Theme, sizes, step and level as at the first start.",
         Group::view,
         {},
         cmd::ResetSettings{}},
        {"fullscreen",
         "Whole screen",
         "Or the window again.",
         Group::view,
         {ctrl('F')},
         cmd::ToggleFullscreen{},
         [](Session const& session) { return session.look.fullscreen; }}};
}

} // namespace session
