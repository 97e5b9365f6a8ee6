// The strip above the lanes: the run up to now, or all of it, and the window on it that the lanes show.
#include "views/timeline/parts.hpp"

#include <cmath>

namespace ui::timeline {

using paint::Rect;
using theme::Role;

namespace {

constexpr float strip_h = 16;
constexpr std::size_t most_lanes =
    12; // more of them would be thinner than a px: then only the loop's is shown
constexpr replay::Position most_told_apart = 20'000; // events: beyond, every task ran in every px
constexpr double ladder = 1.5; // the strip of a run that grows is rescaled once it is full

double known_units(Work const& work) {
    return unit_of(work.chart, work.out.view.axis,
                   work.input.whole_run ? work.chart.size() : work.now.position);
}

// What ran, each row in a line of its own; neighbours as one.
void add_lines(Work& work, Work const& small) {
    auto const& rows = work.chart.rows;
    std::vector<TimelineRow const*> shown;
    bool const crowd = rows.size() > most_lanes || work.shown > most_told_apart;
    for (auto const& row : rows)
        if (crowd == (row.kind == RowKind::loop)) shown.push_back(&row);
    if (shown.empty()) return;
    Rect const strip = small.out.plot;
    float const each = (strip.h - 4) / static_cast<float>(shown.size());
    float const high = std::clamp(each - 0.5F, 0.8F, 5.0F);
    float y = strip.y + 2 + (each - high) / 2;
    for (auto const* row : shown) {
        paint::Color const color = row->kind == RowKind::loop ? Role::faint : colors_of(*row).hue;
        Rect line{strip.x, y, 0, high};
        for (auto const& bar : bars_of_row(small, *row)) {
            if (bar.form != BarForm::running) continue;
            float const to = std::min(bar.to, strip.right());
            if (line.w > 0 && bar.from <= line.right() + 1) {
                line.w = std::max(line.w, to - line.x);
                continue;
            }
            if (line.w > 0) work.back.add(paint::filled(line, color));
            line.x = bar.from;
            line.w = to - bar.from;
        }
        if (line.w > 0) work.back.add(paint::filled(line, color));
        y += each;
    }
}

} // namespace

bool needs_overview(Work const& work) {
    auto const& out = work.out;
    bool const below_truth = work.input.dress == TimelineDress::beside;
    if (work.input.dress == TimelineDress::picture || (below_truth && work.input.lanes_only)) return false;
    float const least = work.input.dress == TimelineDress::stage ? 320 : 200; // there the lanes need it
    if (work.input.height < least || out.plot.w < 120 || work.chart.rows.empty()) return false;
    if (work.input.window_held) return true; // though it comes to show all
    double const seen = static_cast<double>(out.plot.w) / out.scale;
    return out.view.left * out.scale > 1 || (known_units(work) - out.view.left - seen) * out.scale > 1;
}

void add_overview(Work& work) {
    auto& out = work.out;
    Rect const strip{out.plot.x, timeline_header_height(work.input.dress, work.input.width) + 1, out.plot.w,
                     strip_h};
    double const known = std::max(known_units(work), 1e-12);
    bool const grows = work.input.more && !work.input.whole_run;
    out.overview = strip;
    out.overview_units = grows ? std::pow(ladder, std::ceil(std::log(known) / std::log(ladder))) : known;

    TimelineLayout small_layout;
    small_layout.view.axis = out.view.axis;
    small_layout.plot = strip;
    small_layout.scale = static_cast<double>(strip.w) / out.overview_units;
    Work small(work.input, small_layout);
    small.shown = work.shown;
    small_layout.now_x = small.x(work.now.position);

    work.back.add(paint::filled(strip, Role::background, 3));
    add_lines(work, small);
    auto const px = [&](double unit) {
        return std::clamp(strip.x + static_cast<float>(unit * small_layout.scale), strip.x, strip.right());
    };
    float const left = px(out.view.left);
    float const right = std::max(px(out.view.left + static_cast<double>(out.plot.w) / out.scale), left + 4);
    // What the lanes do not show stands back.
    for (Rect const& beside : {Rect{strip.x, strip.y, left - strip.x, strip.h},
                               Rect{right, strip.y, strip.right() - right, strip.h}})
        if (beside.w > 0) work.back.add(paint::filled(beside, {Role::panel, 0.6F}, 3));
    work.back.add(paint::outlined(strip, Role::border, 3));
    if (work.input.more)
        work.back.add(
            paint::line({small_layout.now_x, strip.y}, {small_layout.now_x, strip.bottom()}, Role::now, 2));
    Rect const window{left, strip.y - 1, right - left, strip.h + 2};
    work.back.add(paint::outlined(window, Role::accent, 3, 1.6F));
    work.region(TimelineRegion::What::overview, paint::inset(strip, -2));
    work.mark("timeline/overview", strip);
    work.mark("timeline/overview/window", window);
}

} // namespace ui::timeline
