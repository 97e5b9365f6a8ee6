// How one looks at a timeline: fitting, following *now*, zooming and panning.
#include "views/timeline/parts.hpp"

#include "views/timeline/ruler.hpp"

#include <algorithm>
#include <cmath>

namespace ui {

using replay::Position;

namespace timeline {

namespace {

constexpr double least_fit = 0.72;
constexpr double most_fit = 2.2;
constexpr double now_at = 0.84; // of the width: further right *now* does not go

// Of a run that grows, by the panel's width alone: two or three turns fill it.
double close_up(double width) { return std::clamp(width / 720, 1.0, 2.4); }

double least_zoom(Axis axis) { return axis == Axis::step ? 1e-4 : 1e-6; }
double most_zoom(Axis axis) { return axis == Axis::step ? 40 : 1e10; }

} // namespace

double unit_of(TimelineChart const& chart, Axis axis, Position position) {
    auto const& at = axis == Axis::step ? chart.axis : chart.clock;
    return at[std::min<std::size_t>(position, at.size() - 1)];
}

double units_in_all(TimelineChart const& chart, Axis axis) { return unit_of(chart, axis, chart.size()); }

double fit_scale(TimelineChart const& chart, Axis axis, float width, bool at_any_price) {
    double const all = units_in_all(chart, axis);
    double const room = std::max(static_cast<double>(width - chart.end_room), 40.0);
    if (all <= 0) return 1;
    if (axis == Axis::clock) return room / all;
    return std::clamp(room / all, at_any_price ? least_zoom(axis) : least_fit, most_fit);
}

void settle(TimelineInput const& input, TimelineLayout& layout) {
    TimelineChart const& chart = *input.chart;
    TimelineView& view = layout.view;
    view = input.view;
    double const width = std::max(layout.plot.w, 1.0F);
    // A run that grows under the eye keeps its scale: what was seen stays where it was.
    bool const grows = input.more && !input.whole_run && !view.all && view.axis == Axis::step;
    double fit = grows ? close_up(width) : fit_scale(chart, view.axis, layout.plot.w, view.all);
    // By clock all is fitted; while it grows, in a few steps and not with each event.
    if (input.more && !input.whole_run && view.axis == Axis::clock)
        fit = std::pow(1.5, std::floor(std::log(fit) / std::log(1.5)));
    if (view.zoom > 0) view.zoom = std::clamp(view.zoom, least_zoom(view.axis), most_zoom(view.axis));
    layout.scale = view.zoom > 0 ? view.zoom : fit;
    double const all = units_in_all(chart, view.axis);
    double const seen = width / layout.scale;
    double const now = unit_of(chart, view.axis, input.now->position);
    double most = std::max(0.0, grows ? now - 0.3 * seen
                                      : all + static_cast<double>(chart.end_room) / layout.scale - seen);
    if (most * layout.scale < 0.5) most = 0; // not for the sake of rounding
    // A fitted view that does not hold the whole run goes with *now* always: nobody has chosen its place.
    if (input.follow_now && (view.zoom <= 0 || view.followed != input.now->position)) {
        double const latest = grows ? now_at : 0.7;
        if (now < view.left + 0.06 * seen) view.left = now - 0.3 * seen;
        if (now > view.left + now_at * seen) view.left = now - latest * seen;
    }
    view.followed = input.now->position;
    view.left = std::clamp(view.left, 0.0, most);
}

} // namespace timeline

double unit_at(TimelineLayout const& layout, float x) {
    return layout.view.left + static_cast<double>(x - layout.plot.x) / layout.scale;
}

double unit_in_overview(TimelineLayout const& layout, float x) {
    if (layout.overview.w <= 0) return 0;
    double const share = static_cast<double>((x - layout.overview.x) / layout.overview.w);
    return std::clamp(share, 0.0, 1.0) * layout.overview_units;
}

Position position_at(TimelineInput const& input, TimelineLayout const& layout, float x) {
    double const unit = unit_at(layout, x);
    auto const& chart = *input.chart;
    return nearest_position(layout.view.axis == Axis::step ? chart.axis : chart.clock, unit);
}

std::optional<Position> seek_target(TimelineInput const& input, TimelineLayout const& layout,
                                    TimelineRegion const& region, float x) {
    using What = TimelineRegion::What;
    switch (region.kind) {
    case What::bar:
    case What::frame:
    case What::future: {
        if (x - region.at.x < 6 || region.at.w < 12 || region.begin >= region.end) return region.begin;
        auto const under = position_at(input, layout, x);
        return std::clamp(under, region.begin, std::max(region.begin, region.end - 1));
    }
    case What::turn:
    case What::jump:
    case What::watched:
    case What::edge:
    case What::cancel:
    case What::problem:
    case What::outcome: return region.begin;
    default: return std::nullopt;
    }
}

TimelineView zoomed(TimelineLayout const& layout, float x, double factor) {
    TimelineView view = layout.view;
    double const under = unit_at(layout, x);
    view.zoom =
        std::clamp(layout.scale * factor, timeline::least_zoom(view.axis), timeline::most_zoom(view.axis));
    view.left = under - static_cast<double>(x - layout.plot.x) / view.zoom;
    return view;
}

TimelineView panned(TimelineLayout const& layout, float dx, float dy) {
    TimelineView view = layout.view;
    if (dx != 0) {
        view.zoom = layout.scale;
        view.left -= static_cast<double>(dx) / layout.scale;
    }
    view.scroll = std::clamp(view.scroll - dy, 0.0F, layout.overflow);
    return view;
}

TimelineView moved_to(TimelineLayout const& layout, double left) {
    TimelineView view = layout.view;
    view.zoom = layout.scale;
    view.left = std::max(left, 0.0);
    return view;
}

TimelineView zoomed_to(TimelineInput const& input, TimelineLayout const& layout, Position begin,
                       Position end) {
    TimelineView view = layout.view;
    auto const& chart = *input.chart;
    double const from = timeline::unit_of(chart, view.axis, begin);
    double const to = timeline::unit_of(chart, view.axis, end);
    if (to <= from) return view;
    double const most = view.axis == Axis::step ? 8 : 1e10;
    view.zoom = std::min(static_cast<double>(layout.plot.w) * 0.8 / (to - from), most);
    view.left = (from + to) / 2 - static_cast<double>(layout.plot.w) / 2 / view.zoom;
    return view;
}

TimelineView fitted(TimelineLayout const& layout) {
    TimelineView view = layout.view;
    view.zoom = 0;
    view.left = 0;
    view.followed.reset();
    return view;
}

TimelineView with_axis(TimelineLayout const& layout, Axis axis) {
    TimelineView view = layout.view;
    if (view.axis == axis) return view;
    view = fitted(layout);
    view.axis = axis;
    return view;
}

} // namespace ui
