#include "views/panels/source_knobs.hpp"

#include "theme/icons.hpp"
#include "theme/metrics.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

using paint::Rect;
using theme::Font;
using theme::Role;

namespace {

lesson::Knob const* knob_named(session::OpenLesson const& lesson, std::string_view name) {
    auto const& knobs = lesson.entry->knobs;
    auto const found =
        std::find_if(knobs.begin(), knobs.end(), [&](lesson::Knob const& knob) { return knob.name == name; });
    return found == knobs.end() ? nullptr : &*found;
}

bool is_number(lesson::Knob const& knob) {
    return knob.type == lesson::KnobType::whole || knob.type == lesson::KnobType::number;
}

struct Stop {
    std::string value, label;
};

// A number's from least to most, at the most so many; a choice's as the lesson has them.
std::vector<Stop> stops_of(lesson::Knob const& knob, int most) {
    std::vector<Stop> stops;
    if (knob.type == lesson::KnobType::boolean) return {{"false", "no"}, {"true", "yes"}};
    stops.reserve(knob.choices.size());
    for (lesson::KnobChoice const& choice : knob.choices) stops.push_back({choice.value, choice.label});
    if (!is_number(knob)) return stops;
    auto const steps = std::max(1.0, std::round((knob.max - knob.min) / knob.step));
    double const each = std::max(1.0, std::ceil(steps / (most - 1)));
    for (double i = 0; i <= steps; i += each) {
        double const number = knob.min + i * knob.step;
        lesson::Value const value = knob.type == lesson::KnobType::whole
                                        ? lesson::Value(static_cast<std::int64_t>(std::llround(number)))
                                        : lesson::Value(number);
        stops.push_back({lesson::to_string(value), lesson::to_string(value)});
    }
    return stops;
}

std::string value_of(session::OpenLesson const& lesson, lesson::Knob const& knob) {
    return lesson::to_string(lesson.knobs.values.at(knob.name));
}

ui::Action set(lesson::Knob const& knob, std::string const& value) {
    return ui::command(session::command::SetKnob{knob.name, value});
}

// Where bytes of the line are, row by row.
std::vector<Rect> places(ui::KnobLine const& line, std::size_t begin, std::size_t end) {
    std::vector<Rect> found;
    std::size_t at = 0; // of the line; spaces where a row ends stand in no piece
    for (ui::FlowPiece const& piece : line.flow.pieces) {
        auto const from = line.text.find(piece.text, at);
        if (from == std::string_view::npos) continue;
        at = from + piece.text.size();
        auto const first = std::max(begin, from), last = std::min(end, at);
        if (first >= last) continue;
        auto const wide = [&](std::size_t bytes) {
            return paint::measure(Font::mono, theme::size_code, line.text.substr(from, bytes));
        };
        Rect const here{line.at.x + piece.x + wide(first - from),
                        line.at.y + line.row * static_cast<float>(piece.line),
                        wide(last - from) - wide(first - from), line.row};
        if (!found.empty() && found.back().y == here.y)
            found.back().w = here.right() - found.back().x;
        else
            found.push_back(here);
    }
    return found;
}

void mark_knob(ui::Content& content, session::OpenLesson const& lesson, lesson::Knob const& knob,
               std::vector<Rect> const& places, std::size_t index) {
    bool const number = is_number(knob);
    std::string mark = "source/knob/" + knob.name;
    if (index > 0) mark += "/" + std::to_string(index + 1);
    for (std::size_t row = 0; row < places.size(); ++row) {
        Rect const& at = places[row];
        Rect const field{at.x - 2, at.y + 2, at.w + 4, at.h - 4};
        if (number)
            content.add(paint::Box{field, 3, {Role::accent, 0.16F}, {Role::accent, 0.75F}, 1.2F, {}, false});
        content.add(paint::line({at.x, at.bottom() - 3.5F}, {at.right(), at.bottom() - 3.5F},
                                {Role::accent, number ? 1.0F : 0.6F}, number ? 2.0F : 1.2F));
        content.hit(field, row == 0 ? mark : mark + "/row" + std::to_string(row + 1),
                    ui::OpenMenu{"knob/" + knob.name},
                    knob.label + (number ? ": drag it sideways, or click" : ": click to pick"), 3);
        if (!number) continue;
        constexpr int most = 101;
        auto const value = value_of(lesson, knob);
        auto& hit = content.hits.back();
        for (Stop const& stop : stops_of(knob, most)) {
            if (stop.value == value) hit.stop = hit.stops.size();
            hit.stops.push_back(set(knob, stop.value));
        }
    }
}

} // namespace

void ui::knobs_in_line(Content& content, session::OpenLesson const& lesson, std::size_t begin,
                       KnobLine const& line) {
    std::size_t const end = begin + line.text.size();
    for (lesson::KnobPlace const& place : lesson.program.knobs) {
        auto const* const knob = knob_named(lesson, place.knob);
        if (!knob || place.end <= begin || place.begin >= end) continue;
        std::size_t index = 0; // which of its places
        for (lesson::KnobPlace const& other : lesson.program.knobs)
            index += other.knob == place.knob && other.begin < place.begin ? 1U : 0U;
        mark_knob(content, lesson, *knob,
                  places(line, std::max(place.begin, begin) - begin, std::min(place.end, end) - begin),
                  index);
    }
}

ui::Content ui::knob_rows(session::Session const& session, std::string_view menu) {
    Content content;
    auto const* const knob =
        session.lesson ? knob_named(*session.lesson, menu.substr(menu.find('/') + 1)) : nullptr;
    if (!knob) return content;
    constexpr float width = 260, row = 32;
    constexpr int most = 12;
    content.add(paint::text_in({14, 8, width - 28, 24},
                               theme::ellipsis(Font::semibold, theme::size_body, knob->label, width - 28),
                               Font::semibold, theme::size_body, Role::muted));
    float y = 36;
    auto const value = value_of(*session.lesson, *knob);
    for (Stop const& stop : stops_of(*knob, most)) {
        Rect const at{6, y, width - 12, row};
        bool const chosen = stop.value == value;
        if (chosen)
            content.add(
                paint::text_in({at.x + 8, y, 16, row}, theme::icon::check, Font::regular, 13, Role::accent));
        content.add(paint::text_in({at.x + 32, y, width, row},
                                   theme::ellipsis(Font::regular, theme::size_label, stop.label, width - 60),
                                   is_number(*knob) ? Font::mono
                                   : chosen         ? Font::semibold
                                                    : Font::regular,
                                   theme::size_label, Role::text));
        content.hit(at, "knob-menu/" + stop.value, chosen ? Action(OpenMenu{}) : set(*knob, stop.value));
        y += row;
    }
    content.height = y + 6;
    return content;
}

std::string ui::turned_words(session::OpenLesson const& lesson) {
    std::string words;
    for (lesson::Knob const& knob : lesson.entry->knobs)
        if (auto const value = value_of(lesson, knob); value != lesson::to_string(knob.default_value))
            words += (words.empty() ? "" : ", ") + knob.name + " = " + value;
    return words;
}
