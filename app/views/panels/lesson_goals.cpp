#include "views/panels/lesson_goals.hpp"

#include "session/check/goal.hpp"
#include "theme/icons.hpp"
#include "views/kit/rich_text.hpp"
#include "views/kit/widgets.hpp"

#include <string>

using session::Session;
using theme::Font;
using theme::Role;
using ui::Content;
using ui::TextLook;

namespace {

TextLook const goal_words{14.5F, 21, Role::text, Font::regular};
TextLook const goal_remark{13.5F, 20, Role::muted, Font::regular};

// What comes of the knobs as they are now.
std::string how_it_stands(Session const& session, std::size_t index, kept::Goal const& kept) {
    auto const& open = *session.lesson;
    if (open.goals[index].goal->by == lesson::GoalBy::edit)
        return kept.reached ? "You have made it so." : "Change the program until its run does this.";
    if (session::is_reached(session, index)) return "Reached: this run does it.";
    if (open.knobs == lesson::defaults(*open.entry))
        return kept.reached ? "You have reached it before." : "Turn the knobs until the run does this.";
    auto const* const attempt = session::wrong_attempt(*open.goals[index].goal, *open.entry, open.knobs);
    return attempt ? "Not yet. " + attempt->because : "Not yet: this run does otherwise.";
}

float goal_buttons(Content& inner, Session const& session, std::size_t index, kept::Goal const& kept,
                   float y) {
    if (session::is_reached(session, index)) return 0;
    std::string const mark = "goal/" + std::to_string(index + 1);
    if (session.lesson->goals[index].goal->by != lesson::GoalBy::edit)
        ui::button(inner, {12, y, 128, 28}, {"Turn the knobs", Font::semibold, 13}, ui::ButtonLook::field,
                   mark + "/knobs", ui::command(session::command::ShowOverlay{session::Overlay::knobs}),
                   "what can be changed (K); or click a number in the source");
    else if (session.makes)
        ui::button(inner, {12, y, 128, 28}, {"Edit a copy", Font::semibold, 13}, ui::ButtonLook::field,
                   mark + "/edit", ui::command(session::command::MakeGoal{index}),
                   "it opens in your editor, and runs here each time you save it; you are asked first");
    if (kept.hints < session.lesson->goals[index].goal->hints.size())
        ui::button(inner, {148, y, 96, 28}, {kept.hints == 0 ? "A hint" : "One more", Font::semibold, 13},
                   ui::ButtonLook::field, mark + "/hint", ui::command(session::command::AskHint{index}),
                   "a hint, the gentlest first");
    return 36;
}

float goal_card(Content& content, Session const& session, std::size_t index, float width, float y) {
    lesson::Goal const& goal = *session.lesson->goals[index].goal;
    auto const kept = session::goal_kept(session, index);
    bool const reached =
        session::is_reached(session, index) || (goal.by == lesson::GoalBy::edit && kept.reached);
    float const room = width - 2 * theme::padding - 24;
    Content inner;
    float high = 6;
    inner.add(
        paint::text_in({12, high, room, 24}, "A goal", Font::semibold, theme::size_small, Role::accent));
    if (reached || kept.reached)
        inner.add(paint::text_in({12, high, room, 24}, theme::icon::check, Font::regular, 13, Role::good,
                                 paint::Align::end));
    high += 24;
    high += ui::sentence(inner, {12, high}, room, goal.text, goal_words) + 4;
    for (std::size_t i = 0; i < kept.hints && i < goal.hints.size(); ++i)
        high += ui::sentence(inner, {12, high}, room, goal.hints[i], goal_remark) + 3;
    auto const stands = how_it_stands(session, index, kept);
    high += ui::sentence(inner, {12, high}, room, stands,
                         {13.5F, 20, reached ? Role::good : Role::text, Font::semibold}) +
            6;
    inner.copy({12, 6, room, high}, goal.text + "\n" + stands);
    high += goal_buttons(inner, session, index, kept, high) + 4;
    content.add(paint::Box{{theme::padding, y, width - 2 * theme::padding, high},
                           theme::radius,
                           Role::background,
                           reached ? Role::good : Role::border,
                           reached ? 2.0F : 1.0F,
                           {},
                           false});
    content.add(inner, {theme::padding, y});
    return high + 10;
}

} // namespace

float ui::lesson_goals(Content& content, session::Session const& session, float width, float y) {
    float const begin = y;
    for (std::size_t i = 0; i < session.lesson->goals.size(); ++i)
        y += goal_card(content, session, i, width, y);
    return y - begin;
}
