// What stands at moments and not in lanes: turns of the loop, jumps of the clock, *now*, what is measured.
#include "replay/describe.hpp"
#include "views/timeline/parts.hpp"
#include "views/timeline/ruler.hpp"

#include <cmath>
#include <utility>

namespace ui::timeline {

using paint::Rect;
using theme::Font;
using theme::Role;

namespace {

constexpr float pill_w = 48;
constexpr float pill_h = 20;

float bottom_of(Work const& work) { return work.out.plot.bottom() + work.below(); }

bool now_is_seen(Work const& work) {
    return work.out.now_x >= work.out.plot.x - 1 && work.out.now_x <= work.out.plot.right() + 1;
}

float bracket_y(Work const& work) { return work.head + 23; }
float pill_y(Work const& work) { return std::max(work.head - 5, 0.0F); }
bool has_pill(Work const& work) { return work.input.dress != TimelineDress::beside; }

Rect pill_of(Work const& work) { return {work.out.now_x - pill_w / 2, pill_y(work), pill_w, pill_h}; }

void add_turn(Work& work, std::size_t index) {
    auto const& turn = work.chart.timeline->turns[index];
    float const from = work.x(turn.begin) + 2;
    bool const goes_on = turn.end > work.shown || (turn.open && work.input.more);
    float const to = goes_on ? work.end_x : work.x(turn.end) - 3;
    if (to - from < 4 || to < work.out.plot.x || from > work.out.plot.right()) return;
    float const left = std::max(from, work.out.plot.x - 2);
    float const right = std::min(to, work.out.plot.right() + 4);
    paint::Path bracket;
    if (from >= left) bracket.points.push_back({left, bracket_y(work) + 5});
    bracket.points.push_back({left, bracket_y(work)});
    bracket.points.push_back({right, bracket_y(work)});
    if (to <= right && !goes_on) bracket.points.push_back({right, bracket_y(work) + 5});
    bracket.stroke = Role::faint;
    bracket.width = 1.2F;
    work.back.add(bracket);
    if (from > work.out.plot.x + 4) {
        paint::Path rule = paint::line({from - 2, bracket_y(work) + 8}, {from - 2, work.out.plot.bottom()},
                                       {Role::border, 0.8F});
        rule.dashed = true;
        work.back.add(rule);
    }

    Rect const pill = now_is_seen(work) && has_pill(work) ? pill_of(work) : Rect{-1000, 0, 0, 0};
    bool const is_now = work.now.loop_running && work.now.turn == turn.number;
    for (std::string const& text : {"turn " + std::to_string(turn.number), std::to_string(turn.number)}) {
        float const wide = work.width(text, Font::regular, theme::size_small);
        if (wide + 4 > right - left) continue;
        float x = (left + right) / 2 - wide / 2;
        if (x + wide + 6 > pill.x && x < pill.right() + 6) { // beside the pill rather than under it
            bool const before = pill.x - 6 - wide >= left - 4;
            x = before ? pill.x - 6 - wide : pill.right() + 6;
            if (x + wide > right + 2 && !before) continue;
        }
        if (work.place_text(work.back, {x, bracket_y(work) - 19, wide, 14}, text, Font::regular,
                            theme::size_small, is_now ? Role::text : Role::muted))
            break;
    }
    auto& region = work.region(TimelineRegion::What::turn, {left, bracket_y(work) - 20, right - left, 26});
    region.index = index;
    region.begin = turn.begin;
    region.end = turn.end;
}

void add_turns(Work& work) {
    auto const& turns = work.chart.timeline->turns;
    auto const from = position_at(work.input, work.out, work.out.plot.x);
    auto const to = std::min(position_at(work.input, work.out, work.out.plot.right()), work.shown);
    auto const seen = replay::visible(turns, from, to);
    float covered = -1e9F; // brackets that are too narrow to draw are passed over, whole stretches of them
    for (auto const& turn : seen) {
        float const end = work.x(turn.end);
        if (end < covered + 5) continue;
        covered = end;
        add_turn(work, static_cast<std::size_t>(&turn - turns.data()));
    }
}

void add_jump(Work& work, std::size_t index) {
    auto const& jump = work.chart.timeline->jumps[index];
    float const from = work.x(jump.position - 1);
    float const to = work.x(jump.position);
    float const left = std::max(from, work.out.plot.x);
    float const right = std::min(to, work.out.plot.right());
    if (right - left < 2) return;
    Rect const band{left, work.out.plot.y - 4, right - left, bottom_of(work) - work.out.plot.y + 4};
    work.back.add(paint::filled(band, {Role::background, 0.9F}));
    Rect const label{left, work.out.plot.bottom() + 3, right - left, 17};
    for (std::string const& text : {short_time(jump.from) + " → " + short_time(jump.to),
                                    "→ " + short_time(jump.to), short_time(jump.to)}) {
        if (work.width(text, Font::semibold, theme::size_small) > label.w - 2) continue;
        if (work.place_text(work.back, label, text, Font::semibold, theme::size_small, Role::muted,
                            paint::Align::middle))
            break;
    }
    auto& region =
        work.region(TimelineRegion::What::jump, {left, work.out.plot.bottom(), right - left, strip_height});
    region.index = index;
    region.begin = region.end = jump.position;
    work.mark("timeline/jump/" + std::to_string(index), band);
}

void add_clock_by_step(Work& work) {
    auto const& jumps = work.chart.timeline->jumps;
    auto const from = position_at(work.input, work.out, work.out.plot.x);
    auto const to = std::min(position_at(work.input, work.out, work.out.plot.right()) + 1, work.shown);
    float covered = -1e9F;
    for (auto const& jump : replay::visible(jumps, from, to)) {
        float const end = work.x(jump.position);
        if (end < covered + 3) continue;
        covered = end;
        add_jump(work, static_cast<std::size_t>(&jump - jumps.data()));
    }
}

void add_clock_by_clock(Work& work) {
    auto const& out = work.out;
    auto const& chart = work.chart;
    auto const x_of = [&](std::int64_t time) {
        return static_cast<float>(static_cast<double>(out.plot.x) +
                                  (chart.unit_of_time(time) - out.view.left) * out.scale);
    };
    auto const label = [&](std::int64_t time, Font font) {
        auto const text = short_time(time);
        float const wide = work.width(text, font, theme::size_small);
        float const at = std::clamp(x_of(time) - wide / 2, out.plot.x - 2, out.plot.right() - wide + 4);
        work.place_text(work.back, {at, out.plot.bottom() + 3, wide, 17}, text, font, theme::size_small,
                        Role::muted);
    };
    // First the instants at which things happen.
    auto const first = position_at(work.input, out, out.plot.x);
    auto const last = std::min(position_at(work.input, out, out.plot.right()) + 1, work.shown);
    float covered = -1e9F;
    for (auto const& jump : replay::visible(chart.timeline->jumps, first, last)) {
        float const from = work.x(jump.position - 1);
        float const to = work.x(jump.position);
        if (to < covered + 3 || to < out.plot.x || from > out.plot.right()) continue;
        covered = to;
        Rect const band{std::max(from, out.plot.x), out.plot.y - 4, 0, out.plot.h + 4};
        work.back.add(paint::filled({band.x, band.y, std::min(to, out.plot.right()) - band.x, band.h},
                                    {Role::background, 0.9F}));
        if (to <= out.plot.right()) label(jump.to, Font::semibold);
    }
    // Then round times between them.
    auto const from = chart.time_at_unit(out.view.left);
    auto const to = chart.time_at_unit(out.view.left + static_cast<double>(out.plot.w) / out.scale);
    for (Tick const& tick : clock_ticks(static_cast<double>(from), static_cast<double>(to), out.scale, 56)) {
        auto const time = static_cast<std::int64_t>(std::llround(tick.at));
        float const x = x_of(time);
        if (x < out.plot.x - 1 || x > out.plot.right()) continue;
        paint::Path rule = paint::line({x, out.plot.y - 4}, {x, out.plot.bottom()}, {Role::border, 0.8F});
        rule.dashed = true;
        work.back.add(rule);
        label(time, Font::regular);
    }
}

} // namespace

void add_unknown(Work& work) {
    auto const& out = work.out;
    float const from = std::max(out.now_x, out.plot.x);
    float const to = work.input.width - 12;
    if (!work.input.more || from >= to) return;
    Rect const at{from, work.head + 4, to - from, bottom_of(work) - work.head - 4};
    if (work.input.whole_run) {
        // What is shown before its time stands back.
        work.top.add(paint::filled({at.x, out.plot.y - 2, at.w, out.plot.h + 2}, {Role::panel, 0.5F}));
        return;
    }
    if (work.input.dress == TimelineDress::picture) return;
    work.back.add(paint::filled(at, Role::unknown));
    work.mark("timeline/unknown", at);
}

void add_turns_and_clock(Work& work) {
    if (work.chart.rows.empty() || work.chart.rows.back().kind != RowKind::loop) return;
    if (work.input.lanes_only) return;
    bool const by_step = work.out.view.axis == Axis::step;
    work.place_text(work.back, {18, work.out.plot.bottom() + 3, 60, 17}, "clock", Font::regular,
                    theme::size_small, Role::faint);
    if (by_step) {
        add_clock_by_step(work);
    } else {
        add_clock_by_clock(work);
    }
    add_turns(work);
}

void add_now(Work& work) {
    auto const& out = work.out;
    float const to = work.input.width - 14;
    if (work.input.more && !work.input.whole_run && work.input.dress != TimelineDress::picture) {
        constexpr std::string_view said = "has not happened yet";
        float const wide = work.width(said, Font::regular, theme::size_label);
        float const from = std::max(out.now_x, out.plot.x) + 14;
        if (to - from >= wide) {
            // The lane nearest to the middle where nothing else stands.
            std::vector<float> middles;
            for (auto const& place : work.places)
                if (work.in_view(place)) middles.push_back(place.middle());
            float const centre = out.plot.y + out.plot.h / 2;
            std::sort(middles.begin(), middles.end(), [&](float a, float b) {
                return std::pair(std::abs(a - centre), a) < std::pair(std::abs(b - centre), b);
            });
            for (float const middle : middles)
                if (work.place_text(work.texts, {from, middle - 10, to - from, 20}, std::string(said),
                                    Font::regular, theme::size_label, {Role::faint, 0.85F},
                                    paint::Align::middle))
                    break;
        }
    }
    if (!now_is_seen(work)) return;
    float const x = out.now_x;
    // Not through the figures of the clock.
    float const bottom = out.view.axis == Axis::clock ? out.plot.bottom() + 2 : bottom_of(work);
    work.top.add(
        paint::line({x, has_pill(work) ? pill_y(work) + pill_h - 2 : work.head}, {x, bottom}, Role::now, 2));
    if (!has_pill(work)) return;
    Rect const pill = pill_of(work);
    work.top.add(paint::filled(pill, Role::now, pill_h / 2));
    work.top.add(paint::text_in(pill, "now", Font::semibold, 12.5F, Role::on_now, paint::Align::middle));
    work.region(TimelineRegion::What::now, paint::inset(pill, -2));
    work.mark("timeline/now", pill);
}

void add_parting(Work& work) {
    auto const at = work.input.parting;
    if (!at || *at == 0 || *at > work.shown || *at > work.chart.size()) return;
    auto const event = work.chart.log()[*at - 1];
    float const x = work.x(*at);
    if (x < work.out.plot.x || x > work.out.plot.right()) return;
    paint::Path rule = paint::line({x, work.out.plot.y}, {x, work.out.plot.bottom()}, Role::accent, 1.2F);
    rule.dashed = true;
    work.back.add(rule); // behind what the bars say
    // At whom it happens: the task that runs, or that waits for what is done; else the loop.
    auto const* row = work.chart.row(work.chart.index->task_at(*at));
    if (!row) row = work.chart.row(work.chart.index->future(event.subject).awaited_by);
    if (!row) row = work.chart.row(event.subject);
    auto const index =
        row ? static_cast<std::size_t>(row - work.chart.rows.data()) : work.chart.rows.size() - 1;
    if (index >= work.places.size()) return;
    constexpr float r = 7;
    float const y = work.places[index].y + 1;
    work.top.add(paint::Circle{{x, y}, r, {Role::panel, 0.6F}, Role::accent, 2.4F});
    work.mark("timeline/parting", {x - r, y - r, 2 * r, 2 * r});
}

void add_measured(Work& work) {
    if (!work.input.measured) return;
    auto const& out = work.out;
    auto px = [&](double unit) {
        return static_cast<float>(static_cast<double>(out.plot.x) + (unit - out.view.left) * out.scale);
    };
    float const from = px(std::min(work.input.measured->from, work.input.measured->to));
    float const to = px(std::max(work.input.measured->from, work.input.measured->to));
    work.top.add(paint::filled({from, out.plot.y, to - from, out.plot.h}, {Role::accent, 0.16F}));
    for (float const x : {from, to})
        work.top.add(paint::line({x, out.plot.y}, {x, out.plot.bottom()}, Role::accent, 1.2F));
    auto const text = measured_text(work.input, *work.input.measured);
    float const wide = work.width(text, Font::semibold, theme::size_body) + 16;
    float const left =
        std::clamp((from + to - wide) / 2, out.plot.x, std::max(out.plot.x, out.plot.right() - wide));
    Rect const at{left, out.plot.y + 4, wide, 22};
    work.top.add(paint::filled(at, Role::accent, 5));
    work.top.add(
        paint::text_in(at, text, Font::semibold, theme::size_body, Role::on_accent, paint::Align::middle));
}

} // namespace ui::timeline

namespace ui {

std::string measured_text(TimelineInput const& input, Measured const& measured) {
    double const from = std::min(measured.from, measured.to);
    double const to = std::max(measured.from, measured.to);
    auto const& chart = *input.chart;
    bool const by_clock = input.view.axis == Axis::clock;
    auto const& axis = by_clock ? chart.clock : chart.axis;
    auto const first = nearest_position(axis, from);
    auto const last = nearest_position(axis, to);
    auto const time = by_clock ? chart.time_at_unit(to) - chart.time_at_unit(from)
                               : chart.time_of(last) - chart.time_of(first);
    auto const events = last - first;
    return std::to_string(events) + (events == 1 ? " event, " : " events, ") + short_time(time);
}

} // namespace ui
