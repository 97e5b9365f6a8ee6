#include "views/panels/lesson.hpp"

#include "knowledge/models.hpp"
#include "theme/icons.hpp"
#include "views/kit/rich_text.hpp"
#include "views/kit/widgets.hpp"
#include "views/panels/lesson_end.hpp"
#include "views/panels/output.hpp"
#include "views/panels/recording.hpp"
#include "views/panels/vote.hpp"

#include <algorithm>

using paint::Rect;
using session::Session;
using theme::Font;
using theme::Role;
using ui::Content;
using ui::TextLook;

namespace {

constexpr float edge = theme::padding;

float narration_row(Content& content, Session const& session, std::size_t index, float width, float y) {
    auto const& step = session.lesson->narration.steps[index];
    auto const when = session::when(session.lesson->narration, index, session.playback.position);
    bool const current = when == session::When::current;
    TextLook const look{14.5F, 21, current ? Role::text : Role::muted, Font::regular};
    float const text_x = edge + 24;
    float const room = width - text_x - theme::padding;
    float const height = ui::sentence_height(step.say, room, look) + 8;
    Rect const at{8, y, width - 16, height};
    if (current) {
        content.add(paint::filled(at, Role::highlight, theme::radius_small));
        content.keep = Content::Focus{y, y + height};
    }
    if (current)
        content.add(paint::Circle{{edge + 6, y + 4 + 10.5F}, 5, Role::now, {}, 0});
    else
        content.add(paint::text_in({edge, y + 4, 14, 21}, theme::icon::check, Font::regular, theme::size_body,
                                   Role::good));
    ui::sentence(content, {text_x, y + 4}, room, step.say, look);
    content.copy(at, step.say);
    content.leads(at, "lesson/step/" + std::to_string(index + 1), {}, ui::seek(step.position),
                  "double click: go to event " + std::to_string(step.position));
    return height;
}

// What is still to come is counted, not told: it would answer the question.
float future_row(Content& content, Session const& session, std::size_t told, float width, float y) {
    auto const count = session.lesson->narration.told - told;
    std::string const words =
        told == 0 ? std::to_string(count) + (count == 1 ? " moment to see" : " moments to see")
                  : std::to_string(count) + " more to see";
    content.add(paint::Circle{{edge + 6, y + 13}, 4.2F, {}, Role::faint, 1.5F});
    content.add(paint::text_in({edge + 24, y, width, 26}, words, Font::regular, 14, Role::faint));
    content.add(paint::text_in({width - 200 - theme::padding, y, 200, 26}, "go on", Font::regular, 12.5F,
                               Role::accent, paint::Align::end));
    content.hit({8, y, width - 16, 26}, "lesson/next",
                ui::command(session::command::Step{true, replay::Unit::moment}),
                "step to the next moment the lesson speaks of");
    return 26;
}

// How a choice is drawn: what one said, what happened.
struct ChoiceLook {
    paint::Color edge = Role::border;
    float edge_width = 1;
    paint::Color letter = Role::faint;
    std::string icon;
    std::string said; // "your prediction", "what happened"
};

TextLook const choice_words{13.5F, 20, Role::text, Font::regular};

float choice_room(float width, ChoiceLook const& look) {
    return width - 34 - (look.icon.empty() ? 12.0F : 32.0F);
}

float choice_height(std::string const& text, float width, ChoiceLook const& look) {
    float const room = choice_room(width, look);
    float const lines = ui::looks_like_code(text)
                            ? 20 * static_cast<float>(std::max<std::size_t>(
                                       ui::wrapped(text, Font::mono, 13.0F, room).size(), 1))
                            : ui::sentence_height(text, room, choice_words);
    return 5 + lines + (look.said.empty() ? 0.0F : 17.0F);
}

void choice(Content& content, Rect at, char letter, std::string const& text, ChoiceLook const& look) {
    content.copy(at, std::string(1, letter) + "  " + text);
    content.add(paint::Box{at, theme::radius_small, Role::panel, look.edge, look.edge_width, {}, false});
    content.add(
        paint::text_in({at.x + 12, at.y, 16, 25}, std::string(1, letter), Font::semibold, 13, look.letter));
    if (!look.icon.empty())
        content.add(paint::text_in({at.right() - 28, at.y, 18, 25}, look.icon, Font::regular, 13, look.letter,
                                   paint::Align::end));
    float const room = choice_room(at.w, look);
    if (ui::looks_like_code(text))
        ui::paragraph(content, {at.x + 34, at.y + 2.5F}, room, text, Font::mono, 13.0F, Role::text, 20);
    else
        ui::sentence(content, {at.x + 34, at.y + 2.5F}, room, text, choice_words);
    if (!look.said.empty())
        content.add(paint::text_in({at.x + 34, at.bottom() - 20, room, 16}, look.said, Font::semibold, 12,
                                   look.letter));
}

ChoiceLook look_of(session::Prediction const& prediction, bool decided, bool right, std::size_t index) {
    ChoiceLook look;
    bool const chosen = prediction.chosen == index;
    if (decided && right) {
        look = {Role::good, 2, Role::good, theme::icon::check,
                chosen ? "your prediction, and what happened" : "what happened"};
    } else if (chosen) {
        auto const role = decided ? Role::now : Role::accent;
        look = {role, 2, role, decided ? theme::icon::cross : "", "your prediction"};
    }
    return look;
}

std::string folded_words(session::Prediction const& prediction, bool right) {
    if (!prediction.chosen)
        return prediction.skipped ? "You went on without predicting" : "Seen, not predicted";
    return right ? "You predicted it" : "You predicted otherwise";
}

// The same where room is dear.
char const* short_folded_words(session::Prediction const& prediction, bool right) {
    if (!prediction.chosen) return prediction.skipped ? "Skipped" : "Seen";
    return right ? "As predicted" : "Otherwise";
}

// Decided and left behind: one line, and a way back to where it was asked.
Content folded_card(Session const& session, std::size_t index, float width) {
    Content content;
    auto const& placed = session.lesson->narration.questions[index];
    auto const& prediction = session.lesson->predictions[index];
    Rect const at{12, 0, width - 24, 32};
    content.add(paint::Box{at, theme::radius, Role::background, Role::border, 1, {}, false});
    bool const right = prediction.chosen && placed.question.choices[*prediction.chosen].right;
    std::string const icon = !prediction.chosen ? theme::icon::help
                             : right            ? theme::icon::check
                                                : theme::icon::cross;
    Role const color = !prediction.chosen ? Role::muted : right ? Role::good : Role::now;
    content.add(paint::text_in({at.x + 12, at.y, 16, at.h}, icon, Font::regular, 13, color));
    auto const* const vote = session::vote_on(session, index);
    bool const voted = vote && session::was_held(*vote) && !prediction.chosen;
    float const words_room = at.w - 130;
    std::string said = voted ? "Voted" : folded_words(prediction, right);
    if (!voted && paint::measure(Font::regular, 13.5F, said) > words_room)
        said = short_folded_words(prediction, right);
    content.add(paint::text_in({at.x + 34, at.y, words_room, at.h}, said, Font::regular, 13.5F, Role::text));
    content.add(paint::text_in({at.right() - 112, at.y, 100, at.h}, "the verdict", Font::regular, 12.5F,
                               Role::accent, paint::Align::end));
    content.hit(at, "question/back", ui::seek(placed.decided), "go back to where it was decided",
                theme::radius);
    content.height = at.h + 12;
    return content;
}

// The verdict stays while the lesson says nothing new.
bool is_folded(Session const& session, std::size_t index) {
    auto const decided = session.lesson->narration.questions[index].decided;
    auto const& moments = session.lesson->moments;
    auto const next = std::upper_bound(moments.begin(), moments.end(), decided);
    if (next == moments.end()) return session.is_over();
    return session.playback.position >= *next;
}

bool may_be_explained(Session const& session) {
    if (session.is_over()) return true;
    auto const& predictions = session.lesson->predictions;
    for (std::size_t i = 0; i < predictions.size(); ++i)
        if (!session::is_decided(session, i) || !predictions[i].given()) return false;
    return true;
}

// The text below the narration. Its section "Why" would answer the questions, so it waits for them.
std::vector<lesson::Block> text_below(Session const& session, std::span<lesson::Block const> text) {
    std::vector<lesson::Block> shown;
    bool const explained = may_be_explained(session);
    bool held_back = false;
    for (auto const& block : text) {
        bool const heading = block.kind == lesson::BlockKind::heading;
        if (!heading && held_back) continue;
        shown.push_back(block);
        if (!heading) continue;
        held_back = !explained && !block.spans.empty() && block.spans.front().text == "Why";
        if (!held_back) continue;
        lesson::Block later;
        later.spans.resize(1);
        later.spans[0].text = "Comes when the run has shown the answer.";
        later.spans[0].italic = true;
        shown.push_back(std::move(later));
    }
    return shown;
}

} // namespace

bool ui::asks_class(session::Session const& session) {
    if (session::question_due(session)) return true;
    auto const shown = session::question_shown(session);
    if (!shown || !session::is_decided(session, *shown) || is_folded(session, *shown)) return false;
    auto const* const vote = session::vote_on(session, *shown);
    auto const& said = session.lesson->predictions[*shown];
    bool const by_hand = said.skipped; // the run went on past it: the class has voted with its hands
    return said.chosen || by_hand || (vote && session::was_held(*vote));
}

ui::Verdict ui::verdict(lesson::Question const& question, std::size_t chosen) {
    Verdict result;
    auto const& choice = question.choices[chosen];
    result.right = choice.right;
    result.words = choice.right ? "Right." : "Not so.";
    if (auto const* model = lesson::wrong_model(choice.model)) result.belief = model->belief;
    result.why = choice.right || choice.because.empty() ? question.why : choice.because;
    return result;
}

ui::Content ui::lesson_panel(session::Session const& session, float width) {
    if (!session.lesson) return recording_panel(session, width);
    Content content;
    float y = 4;
    float const room = width - 2 * theme::padding;
    auto const& text = session.lesson->text;
    auto const heading = std::find_if(text.begin(), text.end(), [](lesson::Block const& block) {
        return block.kind == lesson::BlockKind::heading;
    });
    auto const intro = static_cast<std::size_t>(heading - text.begin());
    y += blocks(content, {edge, y}, room, std::span(text).first(intro), "lesson/intro");
    y += 2;
    auto const& steps = session.lesson->narration.steps;
    std::size_t told = 0;
    for (; told < steps.size() && steps[told].position <= session.playback.position; ++told)
        y += narration_row(content, session, told, width, y) + 2;
    if (told < session.lesson->narration.told) y += future_row(content, session, told, width, y);
    y += 8;
    if (session.is_over()) {
        float const begin = y;
        y += lesson_end(content, session, width, y);
        // Told last, and what is to be done now.
        content.keep = Content::Focus{content.keep ? content.keep->top : begin, y};
    }
    if (intro < text.size()) {
        content.add(paint::line({edge, y}, {width - theme::padding, y}, Role::border));
        y += 4;
        y += blocks(content, {edge, y}, room, text_below(session, std::span(text).subspan(intro)),
                    "lesson/link");
    }
    content.height = y + 10;
    return content;
}

namespace {

TextLook const asked_words{theme::size_lesson, 21, Role::text, Font::semibold};

// Of what is asked, without the choices.
float question_height(Session const& session, std::size_t index, float room) {
    return ui::sentence_height(session.lesson->narration.questions[index].question.text, room, asked_words);
}

// What is asked, and the choices.
float question_body(Content& inner, Session const& session, std::size_t index, float room, float y) {
    auto const& question = session.lesson->narration.questions[index].question;
    auto const& prediction = session.lesson->predictions[index];
    bool const decided = session::is_decided(session, index);
    bool const open = !decided && !prediction.given();
    float const asked = ui::sentence(inner, {14, y}, room, question.text, asked_words);
    inner.copy({14, y, room, asked}, question.text);
    y += asked + 6;
    for (std::size_t i = 0; i < question.choices.size(); ++i) {
        auto const look = look_of(prediction, decided, question.choices[i].right, i);
        if (decided && look.said.empty()) continue; // the verdict needs its room
        Rect const at{12, y, room + 4, choice_height(question.choices[i].text, room + 4, look)};
        choice(inner, at, static_cast<char>('A' + i), question.choices[i].text, look);
        if (open)
            inner.hit(at, "question/" + std::to_string(i + 1), ui::command(session::command::Predict{i}),
                      "predict this: it stays so");
        y += at.h + 4;
    }
    return y;
}

// Who was right, and why: only where the run has shown it.
float verdict_below(Content& inner, Session const& session, std::size_t index, float room, float y) {
    auto const& question = session.lesson->narration.questions[index].question;
    auto const& prediction = session.lesson->predictions[index];
    TextLook const look{13.5F, 20, Role::text, Font::regular};
    y += 4;
    if (!prediction.chosen) {
        inner.add(paint::text_in({14, y, room, 20}, folded_words(prediction, false), Font::semibold, 13.5F,
                                 Role::muted));
        y += 21;
        float const high = ui::sentence(inner, {14, y}, room, question.why, look);
        inner.copy({14, y, room, high}, question.why);
        return y + high + 4;
    }
    auto const said = ui::verdict(question, *prediction.chosen);
    inner.add(paint::text_in({14, y, room, 20}, said.words, Font::semibold, 13.5F,
                             said.right ? Role::good : Role::now));
    y += 21;
    if (!said.belief.empty())
        y += ui::sentence(inner, {14, y}, room, "You would be right if: " + said.belief,
                          {13.5F, 20, Role::muted, Font::regular}) +
             3;
    auto const& model = question.choices[*prediction.chosen].model;
    bool const shown = session.beside && session.beside->model == model;
    if (!model.empty() && !shown && session.has_scenario()) {
        ui::button(inner, {14, y + 2, 150, 28}, {"See it run", Font::semibold, 13}, ui::ButtonLook::field,
                   "question/belief", ui::command(session::command::ShowBelief{model}),
                   "as a second timeline, beside what really happens");
        y += 36;
    }
    float const high = ui::sentence(inner, {14, y}, room, said.why, look);
    inner.copy({14, y, room, high}, said.why);
    return y + high + 4;
}

} // namespace

ui::Content ui::question_card(session::Session const& session, float width) {
    Content content;
    auto const shown = session::question_shown(session);
    if (!shown) return content;
    auto const& prediction = session.lesson->predictions[*shown];
    bool const decided = session::is_decided(session, *shown);
    if (decided && is_folded(session, *shown)) return folded_card(session, *shown, width);
    if (decided && !prediction.chosen)
        if (auto voted = vote_card(session, *shown, width); voted.height > 0) return voted;

    // Measured first: the field lies under everything.
    Content inner;
    constexpr float inner_x = 14;
    float const field_width = width - 24;
    float const room = field_width - 2 * inner_x;
    float y = 8;
    char const* const title = decided              ? "What you predicted"
                              : prediction.chosen  ? "Predicted"
                              : prediction.skipped ? "Skipped"
                              : prediction.seen    ? "Seen, not predicted"
                                                   : "Predict";
    inner.add(paint::text_in({inner_x, y, room, 20}, title, Font::semibold, theme::size_small, Role::accent));
    if (!decided && !prediction.given()) {
        std::string const words = "skip";
        float const wide = paint::measure(Font::regular, theme::size_small, words);
        inner.add(paint::text_in({field_width - inner_x - wide, y, wide + 2, 20}, words, Font::regular,
                                 theme::size_small, Role::muted));
        inner.hit({field_width - inner_x - wide - 6, y, wide + 12, 20}, "question/skip",
                  command(session::command::SkipQuestion{}), "go on without a prediction (N)");
    }
    float const choices = y + 22 + question_height(session, *shown, room);
    y = question_body(inner, session, *shown, room, y + 22);
    if (decided) {
        y = verdict_below(inner, session, *shown, room, y);
        content.keep = Content::Focus{choices, y + 8}; // what one said and what happened, then why
    } else if (prediction.given())
        y += sentence(inner, {inner_x, y + 2}, room,
                      prediction.chosen ? "It stays so. Step on: the run will show what happens."
                                        : "Step on: the run will show what happens.",
                      {13, 19, Role::muted, Font::regular}) +
             4;
    y += 8;
    bool const waits = !decided && !prediction.given();
    content.add(paint::Box{{12, 0, field_width, y},
                           theme::radius,
                           Role::background,
                           waits ? Role::accent : Role::border,
                           waits ? 2.0F : 1.0F,
                           {},
                           false});
    content.add(inner, {12, 0});
    content.height = y + 12;
    return content;
}
