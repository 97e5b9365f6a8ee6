// The column on the left: what each lane shows, and what it does at the moment.
#include "theme/icons.hpp"
#include "views/timeline/parts.hpp"

namespace ui::timeline {

using paint::Rect;
using theme::Font;
using theme::Role;

namespace {

// The form a state has in the lanes, in the size of a letter.
void add_glyph(paint::Scene& on, RowState::Glyph glyph, paint::Point middle, RowColors colors) {
    using Glyph = RowState::Glyph;
    constexpr float r = 4.5F;
    Rect const square{middle.x - r, middle.y - r, 2 * r, 2 * r};
    paint::Box box;
    box.at = square;
    box.radius = r;
    box.stroke = colors.hue;
    box.stroke_width = 1.4F;
    auto icon = [&](char const* text, Role role) {
        paint::Text item;
        item.at = {middle.x, paint::middle_baseline(square.y, square.h, Font::regular, 12)};
        item.text = text;
        item.size = 12;
        item.color = role;
        item.align = paint::Align::middle;
        on.add(std::move(item));
    };
    switch (glyph) {
    case Glyph::none: return;
    case Glyph::running: box.fill = colors.hue; break;
    case Glyph::scheduled:
        box.fill = colors.soft;
        box.hatch = colors.hue;
        break;
    case Glyph::waiting: box.fill = colors.soft; break;
    case Glyph::created: box.dashed = true; break;
    case Glyph::done: icon(theme::icon::check, Role::good); return;
    case Glyph::failed: icon(theme::icon::cross, Role::now); return;
    case Glyph::cancelled: icon(theme::icon::ban, Role::muted); return;
    }
    on.add(box);
}

Role words_role(RowState::Glyph glyph, RowColors colors) {
    using Glyph = RowState::Glyph;
    switch (glyph) {
    case Glyph::none:
    case Glyph::cancelled: return Role::muted;
    case Glyph::done: return Role::good;
    case Glyph::failed: return Role::now;
    default: return colors.hue;
    }
}

void add_name(Work& work, std::size_t index) {
    auto const& row = work.chart.rows[index];
    auto const& place = work.places[index];
    bool const known = work.input.whole_run || work.now.position >= row.begin || row.kind == RowKind::module;
    if (!known) return;
    auto const colors = colors_of(row);
    auto const state = state_of(work, row);
    float const right = work.out.plot.x - 10;
    bool const tall = place.h >= two_line_height && !state.words.empty();
    bool const loop = row.kind == RowKind::loop;
    float const size = place.h < 24 ? theme::size_small : place.h < 40 ? theme::size_body : theme::size_label;
    auto const name = row_name(work, row);
    // A label too long for the first line takes the second; where there is no third the state is its glyph.
    float const beside_w = right - 18 - (name.empty() ? 0 : work.width(name, Font::semibold, size) + 7);
    bool const wraps = tall && !loop && !name.empty() && !row.label.empty() &&
                       work.width(row.label, Font::mono, theme::size_code) > beside_w;
    bool const three = wraps && place.h >= 60;
    bool const two_lines = tall && (!wraps || three);

    float x = 18;
    float const first_h = tall ? 20 : place.h;
    float const first_y = three ? place.middle() - 29 : tall ? place.middle() - 20 : place.y;
    if (!two_lines && !loop) {
        add_glyph(work.texts, state.glyph, {x + 4, first_y + first_h / 2}, colors);
        x += 16;
    }
    float const name_w = std::min(work.width(name, Font::semibold, size), right - x);
    work.place_text(work.texts, {x, first_y, name_w, first_h}, name, Font::semibold, size, Role::text);
    if (!name.empty()) x += name_w + 7;
    float const beside_y = wraps ? first_y + 19 : first_y;
    if (wraps) x = 18;
    std::string beside = loop && !two_lines ? state.words : std::string(row.label);
    auto const too_long = [&] { return work.width(beside, Font::regular, 11.5F) > right - x; };
    if (loop && too_long()) beside.resize(std::min(beside.find(','), beside.size()));
    if (loop && too_long()) beside.clear(); // a piece of a word says nothing
    Font const font = loop ? Font::regular : Font::mono;
    float const beside_size = size < theme::size_label ? 11.5F : theme::size_code;
    // Rather the function's name alone than a piece of it.
    if (!loop && work.width(beside, font, beside_size) > right - x)
        if (auto const function = beside.substr(0, beside.find('('));
            work.width(function, font, beside_size) <= right - x)
            beside = function;
    if (right - x > 28)
        work.place_text(work.texts, {x, beside_y, right - x, first_h}, beside, font, beside_size,
                        name.empty() ? Role::text : Role::muted);
    if (two_lines) {
        float const y = three ? place.middle() + 9 : place.middle() + 1;
        float at = 18;
        if (state.glyph != RowState::Glyph::none) {
            add_glyph(work.texts, state.glyph, {at + 4.5F, y + 9}, colors);
            at += 14;
        }
        auto words = state.words;
        if (work.width(words, loop ? Font::regular : Font::semibold, 12.5F) > right - at)
            words.resize(std::min(words.find(','), words.size()));
        work.place_text(work.texts, {at, y, right - at, 18}, words, loop ? Font::regular : Font::semibold,
                        12.5F, words_role(state.glyph, colors));
    }
    work.region(TimelineRegion::What::name, work.seen_of_row({0, place.y, work.out.plot.x, place.h}, index),
                row.id, index);
}

} // namespace

void add_names(Work& work) {
    auto const& rows = work.chart.rows;
    work.begin_scrolled(work.texts);
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows[i].kind != RowKind::loop && work.in_view(work.places[i])) add_name(work, i);
    work.end_scrolled(work.texts);
    if (!rows.empty() && rows.back().kind == RowKind::loop) add_name(work, rows.size() - 1);
}

} // namespace ui::timeline
