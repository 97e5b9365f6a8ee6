#include "views/panels/vote.hpp"
#include "commands/vote.hpp"
#include "knowledge/models.hpp"

#include "theme/icons.hpp"
#include "views/kit/rich_text.hpp"
#include "views/kit/widgets.hpp"

#include <algorithm>

using paint::Rect;
using theme::Font;
using theme::Role;

void ui::vote_bars(Content& content, Rect at, session::Vote const& vote, std::size_t choice, unsigned most,
                   float number_size) {
    auto const rounds = static_cast<float>(vote.rounds.size());
    float const row = at.h / rounds;
    float const number = paint::measure(Font::semibold, number_size, "999") + 10;
    for (std::size_t i = 0; i < vote.rounds.size(); ++i) {
        bool const last = i + 1 == vote.rounds.size();
        unsigned const hands = vote.rounds[i][choice];
        float const y = at.y + row * static_cast<float>(i);
        content.add(paint::text_in({at.x, y, number - 10, row}, std::to_string(hands), Font::semibold,
                                   number_size, last ? Role::text : Role::muted, paint::Align::end));
        float const room = at.w - number;
        float const height = std::min(row - 2, 22.0F);
        Rect const whole{at.x + number, y + (row - height) / 2, room, height};
        content.add(paint::filled(whole, {Role::border, 0.45F}, 3));
        if (hands == 0 || most == 0) continue;
        float const share = static_cast<float>(hands) / static_cast<float>(most);
        content.add(paint::filled({whole.x, whole.y, std::max(room * share, 3.0F), height},
                                  {Role::accent, last ? 1.0F : 0.4F}, 3));
    }
}

unsigned ui::most_votes(session::Vote const& vote) {
    unsigned most = 0;
    for (auto const& round : vote.rounds)
        for (unsigned const hands : round) most = std::max(most, hands);
    return most;
}

float ui::belief_of_class(Content& content, session::Session const& session, paint::Point at, float room,
                          float size) {
    auto const chosen = session::belief_of_class(session);
    if (!chosen) return 0;
    std::size_t const index = *session::question_shown(session);
    auto const& choice = session.lesson->narration.questions[index].question.choices[*chosen];
    auto const& hands = session::vote_on(session, index)->rounds.back();
    std::string const words =
        std::to_string(hands[*chosen]) + " of " + std::to_string(session::hands(hands)) + " said " +
        static_cast<char>('A' + *chosen) +
        ". That would be so if: " + std::string(lesson::wrong_model(choice.model)->belief);
    float const text = sentence(content, at, room, words, {size, size * 1.45F, Role::muted, Font::regular});
    auto const& beside = session.beside;
    if (beside && beside->model == choice.model) return text + 8;
    Rect const button_at{at.x, at.y + text + 6, std::min(room, size * 8), size * 2};
    button(content, button_at, {"See it run", Font::semibold, size}, ButtonLook::field, "vote/belief",
           command(session::command::ShowBeliefOfClass{}),
           "as a second timeline, beside what really happens");
    return text + 6 + button_at.h + 8;
}

ui::Content ui::vote_card(session::Session const& session, std::size_t question, float width) {
    Content content;
    auto const* const vote = session::vote_on(session, question);
    if (!vote || !session::was_held(*vote)) return content;
    auto const& asked = session.lesson->narration.questions[question].question;
    Content inner;
    float const room = width - 24 - 28;
    float y = 8;
    bool const twice = vote->rounds.size() > 1;
    inner.add(paint::text_in({14, y, room, 20}, twice ? "The class voted twice" : "The class voted",
                             Font::semibold, theme::size_small, Role::accent));
    y += 22;
    float const row = twice ? 30 : 24;
    for (std::size_t i = 0; i < asked.choices.size(); ++i) {
        bool const right = asked.choices[i].right;
        Role const ink = right ? Role::good : Role::muted;
        if (right) inner.add(paint::outlined({8, y, room + 12, row}, Role::good, theme::radius_small, 2));
        inner.add(paint::text_in({14, y, 16, row}, std::string(1, static_cast<char>('A' + i)), Font::semibold,
                                 13, ink));
        if (right)
            inner.add(paint::text_in({28, y, 16, row}, theme::icon::check, Font::regular, 13, Role::good));
        float const text_room = room * (room < 320 ? 0.5F : 0.46F);
        inner.add(paint::text_in({48, y, text_room, row},
                                 theme::ellipsis(Font::regular, 13, asked.choices[i].text, text_room - 8),
                                 Font::regular, 13, Role::text));
        float const bars = 48 + text_room;
        vote_bars(inner, {bars, y + 1, room + 14 - bars, row - 2}, *vote, i, most_votes(*vote), 12.5F);
        y += row + 2;
    }
    y += 4;
    y += sentence(inner, {14, y}, room, asked.why, {13.5F, 20, Role::text, Font::regular}) + 8;
    y += belief_of_class(inner, session, {14, y}, room, 13.5F);
    content.add(
        paint::Box{{12, 0, width - 24, y}, theme::radius, Role::background, Role::border, 1, {}, false});
    content.add(inner, {12, 0});
    content.height = y + 12;
    return content;
}
