#include "views/panels/vote.hpp"
#include "theme/icons.hpp"
#include "views/kit/flow.hpp"
#include "views/kit/rich_text.hpp"
#include "views/kit/widgets.hpp"
#include "views/overlays/parts.hpp"
#include "views/panels/lesson.hpp"

#include <algorithm>

using paint::Rect;
using session::Session;
using theme::Font;
using theme::Role;
using ui::Content;

namespace {

struct VoteSizes {
    float question, choice;
    float line_of(float size) const { return size * 1.4F; }
};

constexpr float vote_edge = 20;

struct VoteRow {
    float letter, text_x, text_w, bars_x, bars_w;
};

VoteRow columns_of(float width, VoteSizes const& sizes) {
    float const room = width - 2 * vote_edge - 24;
    VoteRow row{};
    row.letter = vote_edge + 12;
    row.text_x = row.letter + sizes.choice * 1.5F;
    row.text_w = room * 0.55F - sizes.choice * 1.5F;
    row.bars_x = row.letter + room * 0.55F + 16;
    row.bars_w = width - vote_edge - 12 - row.bars_x;
    return row;
}

float text_of(Content& content, paint::Point at, float room, std::string const& text,
              VoteSizes const& sizes) {
    float const line = sizes.line_of(sizes.choice);
    if (ui::looks_like_code(text))
        return ui::paragraph(content, at, room, text, Font::mono, sizes.choice * 0.92F, Role::text, line);
    return ui::sentence(content, at, room, text, {sizes.choice, line, Role::text, Font::regular});
}

// Which bar is which round.
float rounds_legend(Content& content, float x, float y, unsigned first, unsigned second) {
    auto const entry = [&](float opacity, std::string const& words) {
        content.add(paint::filled({x, y + 4, 16, 10}, {Role::accent, opacity}, 2));
        content.add(
            paint::text_in({x + 22, y, 300, 18}, words, Font::regular, theme::size_body, Role::muted));
        x += 22 + paint::measure(Font::regular, theme::size_body, words) + 18;
    };
    entry(0.4F, "first: " + std::to_string(first));
    entry(1, "after talking: " + std::to_string(second));
    return 24;
}

Content vote_of_size(Session const& session, float width, VoteSizes const& sizes) {
    Content content;
    std::size_t const index = *session::question_shown(session);
    auto const& question = session.lesson->narration.questions[index].question;
    bool const decided = session::is_decided(session, index);
    auto const* const counted = session::vote_on(session, index);
    auto const vote = counted ? *counted : session::new_vote(question.choices.size());
    float const room = width - 2 * vote_edge;
    float y = 14;
    y += ui::sentence(content, {vote_edge, y}, room, question.text,
                      {sizes.question, sizes.line_of(sizes.question), Role::text, Font::semibold}) +
         10;
    auto const columns = columns_of(width, sizes);
    unsigned const most = std::max(ui::most_votes(vote), 1U);
    float const least = sizes.line_of(sizes.choice) * (vote.rounds.size() > 1 ? 1.7F : 1.2F);
    for (std::size_t i = 0; i < question.choices.size(); ++i) {
        Content text;
        float const words =
            text_of(text, {columns.text_x, y + 6}, columns.text_w, question.choices[i].text, sizes);
        float const height = std::max(words, least) + 12;
        Rect const at{vote_edge, y, room, height};
        bool const here = !decided && i == vote.choice;
        bool const right = decided && question.choices[i].right;
        content.add(paint::Box{at,
                               theme::radius,
                               here ? Role::highlight : Role::panel,
                               right  ? Role::good
                               : here ? Role::accent
                                      : Role::border,
                               right || here ? 2.0F : 1.0F,
                               {},
                               false});
        content.add(paint::text_in({columns.letter, y, 40, height},
                                   std::string(1, static_cast<char>('A' + i)), Font::semibold, sizes.choice,
                                   right  ? Role::good
                                   : here ? Role::accent
                                          : Role::muted));
        if (right) // not by its colour alone
            content.add(paint::text_in({columns.bars_x - 28, y, 20, height}, theme::icon::check,
                                       Font::regular, sizes.choice, Role::good));
        content.add(text, {0, (height - 12 - words) / 2});
        ui::vote_bars(content, {columns.bars_x, y + 5, columns.bars_w, height - 10}, vote, i, most,
                      vote.rounds.size() > 1 ? std::max(sizes.choice * 0.8F, theme::size_small)
                                             : sizes.choice);
        if (!decided)
            content.hit(at, "vote/" + std::to_string(i + 1), ui::command(session::command::CountChoice{i}),
                        {}, theme::radius);
        y += height + 8;
    }
    if (vote.rounds.size() > 1)
        y += rounds_legend(content, columns.bars_x, y, session::hands(vote.rounds[0]),
                           session::hands(vote.rounds[1]));
    if (decided) {
        y += ui::sentence(content, {vote_edge, y + 4}, room, question.why,
                          {sizes.choice, sizes.line_of(sizes.choice), Role::text, Font::regular}) +
             12;
        y += ui::belief_of_class(content, session, {vote_edge, y}, room, sizes.choice);
    } else {
        y += ui::hint(
                 content, {vote_edge, y + 4}, room,
                 vote.rounds.size() > 1
                     ? "A letter, then how many hands. A step: the run goes on and shows what happens."
                     : "A letter, then how many hands. T: talk, then vote again. A step: the run goes on and "
                       "shows what happens.") +
             4;
    }
    content.height = y + 8;
    return content;
}

} // namespace

ui::Content ui::vote_screen(session::Session const& session, float width, float height) {
    // As large as the screen has room for; the smallest is still read in the last row.
    constexpr VoteSizes sizes[] = {{26, 22}, {22, 18}, {19, 16}, {16, 14}, {14, 13}};
    for (auto const& each : sizes) {
        auto content = vote_of_size(session, width, each);
        if (content.height <= height) return content;
    }
    return vote_of_size(session, width, {13, 12.5F});
}
