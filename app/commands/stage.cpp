#include "commands/stage.hpp"

#include "commands/parts.hpp"
#include "session/appearance.hpp"

#include <algorithm>
#include <array>

namespace session {

namespace {

constexpr std::size_t most_ink = 20'000; // points: an hour of drawing on one moment

template <Hand hand>
bool holds(Session const& session) {
    return session.look.stage.hand == hand;
}

} // namespace

void command::NextStagePanel::run(Session& session) {
    constexpr std::array panels{Panel::lesson, Panel::output, Panel::loop, Panel::why};
    Stage& stage = session.look.stage;
    auto const* const here = std::find(panels.begin(), panels.end(), third_panel(session));
    bool const alone = stage.whole == third_panel(session);
    auto const first = session.lesson ? panels.front() : panels[1];
    stage.panel = here == panels.end() || here + 1 == panels.end() ? first : *(here + 1);
    if (alone) stage.whole = stage.panel;
    stage.ink.clear(); // it was about what stood there
}
void command::NextWholePanel::run(Session& session) {
    Stage& stage = session.look.stage;
    if (!stage.whole)
        stage.whole = Panel::timeline;
    else if (stage.whole == Panel::timeline)
        stage.whole = Panel::source;
    else if (stage.whole == Panel::source)
        stage.whole = third_panel(session);
    else
        stage.whole.reset();
    stage.ink.clear();
}
void command::ToggleBlank::run(Session& session) { session.look.stage.blank = !session.look.stage.blank; }
void command::TakeHand::run(Session& session) const {
    Hand& held = session.look.stage.hand;
    held = held == hand ? Hand::mouse : hand;
}
void command::Draw::run(Session& session) const {
    auto& ink = session.look.stage.ink;
    std::size_t points = 0;
    for (auto const& stroke : ink) points += stroke.size();
    if (points >= most_ink) return;
    if (begins || ink.empty()) ink.emplace_back();
    ink.back().push_back(at);
}
void command::WipeInk::run(Session& session) { session.look.stage.ink.clear(); }

std::vector<NamedCommand> stage_commands() {
    namespace cmd = command;
    using K = KeyName;
    return {{"presenter",
             "Stage",
             "Three panels in large type on the whole screen, for a class.",
             Group::stage,
             {{plain(K::f11), at::panels | at::vote}},
             cmd::TogglePresenter{},
             [](Session const& session) { return session.look.presenter; }},
            {"stage.panel",
             "Next stage panel",
             "The third of them: lesson, output, loop, why.",
             Group::stage,
             {{plain('V'), at::stage}},
             cmd::NextStagePanel{}},
            {"stage.whole",
             "One panel alone",
             "Timeline, source, the third panel on the whole screen, then all three again.",
             Group::stage,
             {{plain('Z'), at::stage}},
             cmd::NextWholePanel{},
             [](Session const& session) { return session.look.stage.whole.has_value(); }},
            {"stage.blank",
             "Blank the screen",
             "All eyes on the teacher. A step brings the picture back.",
             Group::stage,
             {{plain('B'), at::stage}, {plain(K::period), at::stage | at::vote}},
             cmd::ToggleBlank{},
             [](Session const& session) { return session.look.stage.blank; }},
            {"stage.laser",
             "Laser pointer",
             "The mouse becomes a dot that everybody sees.",
             Group::stage,
             {{plain('H'), at::stage}},
             cmd::TakeHand{Hand::laser},
             holds<Hand::laser>},
            {"stage.pen",
             "Pen",
             "Draws on the stage. The next step wipes it.",
             Group::stage,
             {{plain('I'), at::stage}},
             cmd::TakeHand{Hand::pen},
             holds<Hand::pen>},
            {"stage.wipe",
             "Wipe the ink",
             "What the pen has drawn.",
             Group::stage,
             {{plain(K::backspace), at::stage}},
             cmd::WipeInk{}}};
}

} // namespace session
