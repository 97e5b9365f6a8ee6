// Lanes of what the program holds in a name of its own: a queue, a heap.
#include "views/timeline/parts.hpp"

#include <algorithm>
#include <string>
#include <tuple>

namespace ui::timeline {

using paint::Rect;
using theme::Font;
using theme::Role;

namespace {

struct ValuePlace {
    std::size_t lane = 0, index = 0;
    float from = 0, to = 0; // px
    bool current = false;
};

void draw_value(Work& work, RowPlace const& place, ValuePlace const& where) {
    auto const& value = work.chart.watches[where.lane].values[where.index];
    auto const [from, to, current] = std::tuple(where.from, where.to, where.current);
    auto const& plot = work.out.plot;
    float const left = std::max(from, plot.x - 12);
    float const right = std::min(to, plot.right() + 12);
    Rect const at{left, place.y + 4, std::max(right - left, 3.0F), place.h - 8};
    work.bars.add(paint::Box{
        at, 4, Role::background, current ? Role::accent : Role::border, current ? 1.5F : 1.0F, {}, false});
    float const room = at.w - 12;
    auto const whole = replay::watched_words(*work.chart.index, value.text);
    std::string const text = theme::ellipsis(Font::mono, theme::size_small, whole, room);
    float const beyond = std::max(at.right(), work.out.now_x) + 8;
    float const free = plot.right() - beyond;
    bool const fits = work.width(whole, Font::mono, theme::size_small) <= room;
    if (current && !fits && free > 40 && !work.input.whole_run) // right of *now* nothing has happened yet
        work.place_text(work.texts, {beyond, at.y, free, at.h},
                        theme::ellipsis(Font::mono, theme::size_small, whole, free), Font::mono,
                        theme::size_small, Role::text);
    else if (fits || (room > 14 && text.size() > 3))
        work.place_text(work.texts, {at.x + 6, at.y, room, at.h}, text, Font::mono, theme::size_small,
                        current ? Role::text : Role::muted);
    auto& region = work.region(TimelineRegion::What::watched,
                               work.seen_in_lanes({at.x, at.y, std::max(at.w, 8.0F), at.h}));
    region.begin = value.from;
    region.row = where.lane;
    region.index = where.index;
}

} // namespace

void add_watches(Work& work) {
    work.begin_scrolled(work.back);
    work.begin_scrolled(work.bars);
    work.begin_scrolled(work.texts);
    for (std::size_t i = 0; i < work.watches.size(); ++i) {
        auto const& place = work.watches[i];
        if (!work.in_view(place)) continue;
        auto const& lane = work.chart.watches[i];
        float const y = place.y + place.h;
        work.back.add(paint::line({12, y}, {work.input.width - 12, y}, {Role::border, 0.6F}));
        float const room = work.out.plot.x - 26;
        bool const fits = work.width(lane.name, Font::semibold, theme::size_body) <= room;
        float const size = fits ? theme::size_body : theme::size_small;
        work.place_text(work.texts, {18, place.y, room, place.h},
                        theme::ellipsis(Font::semibold, size, lane.name, room), Font::semibold, size,
                        Role::text);
        work.mark("timeline/watch/" + std::to_string(i + 1),
                  work.seen_in_lanes({0, place.y, work.input.width, place.h}));
        for (std::size_t at = 0; at < lane.values.size(); ++at) {
            auto const& value = lane.values[at];
            if (value.from > work.shown) break;
            bool const last = at + 1 == lane.values.size() || lane.values[at + 1].from > work.shown;
            float const from = work.x(value.from);
            float const to = last ? work.end_x : work.x(lane.values[at + 1].from);
            if (to < work.out.plot.x || from > work.out.plot.right()) continue;
            bool const current =
                value.from <= work.now.position &&
                (at + 1 == lane.values.size() || lane.values[at + 1].from > work.now.position);
            draw_value(work, place, {i, at, from, to, current});
        }
    }
    work.end_scrolled(work.texts);
    work.end_scrolled(work.bars);
    work.end_scrolled(work.back);
}

} // namespace ui::timeline
