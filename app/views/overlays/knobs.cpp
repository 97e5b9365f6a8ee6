#include "theme/icons.hpp"
#include "views/kit/rich_text.hpp"
#include "views/kit/widgets.hpp"
#include "views/overlays/parts.hpp"

#include <algorithm>
#include <cmath>

using paint::Rect;
using session::Session;
using theme::Font;
using theme::Role;
using ui::Content;
namespace command = session::command;

namespace {

constexpr float edge = theme::padding;
constexpr int most_stops = 101;

ui::Action set(std::string const& name, lesson::Value const& value) {
    return ui::command(command::SetKnob{name, lesson::to_string(value)});
}

float note(Content& content, std::string const& words, float left, float y, float room) {
    if (words.empty()) return 0;
    return ui::sentence(content, {left, y}, room, words, {12.5F, 18, Role::muted, Font::regular}) + 2;
}

float boolean(Content& content, lesson::Knob const& knob, bool on, float width, float y) {
    content.add(
        paint::text_in({edge, y, width - 90, 28}, knob.label, Font::semibold, theme::size_label, Role::text));
    ui::toggle(content, {width - theme::padding - 36, y + 4}, on, "knob/" + knob.name, set(knob.name, !on));
    return 30 + note(content, knob.note, edge, y + 30, width - 2 * theme::padding);
}

float choices(Content& content, lesson::Knob const& knob, std::string const& chosen, float width, float y) {
    float const begin = y;
    content.add(
        paint::text_in({edge, y, width, 28}, knob.label, Font::semibold, theme::size_label, Role::text));
    y += 30 + note(content, knob.note, edge, y + 30, width - 2 * theme::padding);
    for (auto const& choice : knob.choices) {
        bool const on = choice.value == chosen;
        float const room = width - 2 * theme::padding - 40;
        float const height =
            32 + (on && !choice.note.empty()
                      ? ui::sentence_height(choice.note, room, {12.5F, 18, Role::muted, Font::regular}) + 6
                      : 0);
        Rect const at{edge, y, width - 2 * theme::padding, height};
        content.add(paint::Box{
            at, 6, Role::background, on ? Role::accent : Role::border, on ? 1.5F : 1.0F, {}, false});
        content.add(paint::Circle{{at.x + 17, at.y + 16}, 6, {}, on ? Role::accent : Role::faint, 1.5F});
        if (on) content.add(paint::Circle{{at.x + 17, at.y + 16}, 3.2F, Role::accent, {}, 0});
        content.add(paint::text_in({at.x + 34, at.y, room, 32}, choice.label, Font::regular,
                                   theme::size_label, Role::text));
        if (on) note(content, choice.note, at.x + 34, at.y + 30, room);
        content.hit(at, "knob/" + knob.name + "/" + choice.value, set(knob.name, choice.value), {}, 6);
        y += height + 6;
    }
    return y - begin;
}

float numeric(Content& content, lesson::Knob const& knob, double value, float width, float y) {
    bool const whole = knob.type == lesson::KnobType::whole;
    auto const at_stop = [&](double number) {
        return whole ? lesson::Value(static_cast<std::int64_t>(std::llround(number))) : lesson::Value(number);
    };
    double const step = knob.step > 0 ? knob.step : 1;
    int const stops =
        std::clamp(static_cast<int>(std::llround((knob.max - knob.min) / step)) + 1, 2, most_stops);
    double const stride = (knob.max - knob.min) / (stops - 1);
    auto const value_of = [&](int stop) {
        double const number = knob.min + stride * stop;
        return at_stop(knob.min + std::round((number - knob.min) / step) * step);
    };

    content.add(paint::text_in({edge, y, width - 120, 28}, knob.label, Font::semibold, theme::size_label,
                               Role::text));
    content.add(paint::text_in({edge, y, width - 2 * theme::padding, 28}, lesson::to_string(at_stop(value)),
                               Font::mono, 14, Role::text, paint::Align::end));
    float const begin = y;
    y += 32;

    Rect const less{edge, y, 28, 28}, more{width - theme::padding - 28, y, 28, 28};
    ui::button(content, less, {theme::icon::minus, Font::regular, 12}, ui::ButtonLook::field,
               "knob/" + knob.name + "/less", set(knob.name, at_stop(std::max(knob.min, value - step))), {},
               value > knob.min);
    ui::button(content, more, {theme::icon::plus, Font::regular, 12}, ui::ButtonLook::field,
               "knob/" + knob.name + "/more", set(knob.name, at_stop(std::min(knob.max, value + step))), {},
               value < knob.max);

    float const left = less.right() + 20, right = more.x - 20;
    float const middle = y + 14;
    auto const place = [&](double number) {
        return left +
               (right - left) * static_cast<float>((number - knob.min) / std::max(knob.max - knob.min, 1e-9));
    };
    content.add(paint::filled({left, middle - 2, right - left, 4}, Role::border, 2));
    content.add(paint::filled({left, middle - 2, place(value) - left, 4}, Role::accent, 2));
    if (stops <= 12)
        for (int stop = 0; stop < stops; ++stop) {
            float const tick = place(knob.min + stride * stop);
            content.add(paint::text_in({tick - 14, middle + 8, 28, 16}, lesson::to_string(value_of(stop)),
                                       Font::regular, 11, Role::faint, paint::Align::middle));
        }
    content.add(paint::Circle{{place(value), middle}, 7, Role::accent, Role::panel, 2});
    float const half = (right - left) / static_cast<float>(stops - 1) / 2;
    for (int stop = 0; stop < stops; ++stop) {
        float const centre = place(knob.min + stride * stop);
        content.hit({centre - half, middle - 12, 2 * half, 24},
                    "knob/" + knob.name + "/" + lesson::to_string(value_of(stop)),
                    set(knob.name, value_of(stop)));
        content.hits.back().slides = true;
    }
    y += stops <= 12 ? 40 : 32;
    y += note(content, knob.note, edge, y, width - 2 * theme::padding);
    return y - begin;
}

float knob_rows(Content& content, Session const& session, lesson::Knob const& knob, float width, float y) {
    switch (knob.type) {
    case lesson::KnobType::boolean:
        return boolean(content, knob, session.lesson->knobs.flag(knob.name), width, y);
    case lesson::KnobType::choice:
        return choices(content, knob, session.lesson->knobs.choice(knob.name), width, y);
    case lesson::KnobType::whole:
        return numeric(content, knob, static_cast<double>(session.lesson->knobs.whole(knob.name)), width, y);
    case lesson::KnobType::number:
        return numeric(content, knob, session.lesson->knobs.number(knob.name), width, y);
    }
    return 0;
}

} // namespace

ui::Content ui::knobs_panel(session::Session const& session, float width) {
    Content content;
    float y = 4;
    if (!session.lesson || session.lesson->entry->knobs.empty()) {
        y += empty_field(content, {edge, y}, width - 2 * theme::padding,
                         "There is nothing to turn here: only lessons have knobs.");
        content.height = y + 12;
        return content;
    }
    for (auto const& knob : session.lesson->entry->knobs)
        y += knob_rows(content, session, knob, width, y) + 16;
    if (session.lesson->knobs != lesson::defaults(*session.lesson->entry)) {
        button(content, {edge, y, 140, 32}, {"As in the lesson"}, ButtonLook::field, "knob/reset",
               command(command::ResetKnobs{}), "every knob as it was");
        y += 44;
    }
    content.height = y;
    return content;
}
