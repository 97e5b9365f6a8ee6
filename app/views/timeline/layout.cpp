#include "views/timeline/parts.hpp"

#include "replay/describe.hpp"

#include <cmath>

namespace ui {

using paint::Rect;
using theme::Font;
using theme::Role;
using trace::ObjectId;

namespace timeline {

float Work::x(replay::Position position) const {
    double const unit = unit_of(chart, out.view.axis, position);
    return static_cast<float>(static_cast<double>(out.plot.x) + (unit - out.view.left) * out.scale);
}

bool Work::free(Rect at) const {
    return std::none_of(taken.begin(), taken.end(), [&](Rect const& other) {
        return at.x < other.right() && other.x < at.right() && at.y < other.bottom() && other.y < at.bottom();
    });
}

bool Work::place_text(paint::Scene& on, Rect at, std::string text, Font font, float size, paint::Color color,
                      paint::Align align) {
    if (text.empty() || at.w <= 0) return false;
    float const wide = std::min(width(text, font, size), at.w);
    float const from = align == paint::Align::start    ? at.x
                       : align == paint::Align::middle ? at.x + (at.w - wide) / 2
                                                       : at.right() - wide;
    float const line = std::min(size * 1.2F, at.h);
    Rect const covers{from, at.y + (at.h - line) / 2, wide, line};
    if (!free(covers)) return false;
    taken.push_back(covers);
    paint::Text item;
    item.at = {from, paint::middle_baseline(at.y, at.h, font, size)};
    item.text = std::move(text);
    item.font = font;
    item.size = size;
    item.color = color;
    item.max_width = at.w + 0.5F;
    on.add(std::move(item));
    return true;
}

void Work::begin_scrolled(paint::Scene& on) const {
    if (out.overflow > 0) on.add(paint::Clip{lanes});
}

void Work::end_scrolled(paint::Scene& on) const {
    if (out.overflow > 0) on.add(paint::Unclip{});
}

Rect Work::seen_of_row(Rect at, std::size_t row) const {
    if (row >= chart.rows.size() || chart.rows[row].kind == RowKind::loop) return at;
    return seen_in_lanes(at);
}

Rect Work::seen_in_lanes(Rect at) const {
    float const y = std::max(at.y, lanes.y);
    return {at.x, y, at.w, std::max(0.0F, std::min(at.bottom(), lanes.bottom()) - y)};
}

TimelineRegion& Work::region(TimelineRegion::What kind, Rect at, ObjectId id, std::size_t row) {
    TimelineRegion added;
    added.kind = kind;
    added.at = at;
    added.id = id;
    added.row = row;
    out.regions.push_back(added);
    return out.regions.back();
}

RowColors colors_of(TimelineRow const& row) {
    auto const roles = theme::task_roles(row.kind == RowKind::task ? row.id.number() : 0);
    return {roles.hue, roles.on_hue, roles.soft};
}

float bar_height(RowKind kind, BarForm form, float row_height) {
    bool const thin = form == BarForm::waiting || form == BarForm::created || form == BarForm::scheduled ||
                      kind == RowKind::loop;
    float const thick_height = std::clamp(row_height * 0.58F, 10.0F, 44.0F);
    if (!thin) return kind == RowKind::module ? std::min(thick_height, 28.0F) : thick_height;
    return std::min(std::clamp(row_height * 0.36F, 13.0F, 26.0F), row_height - 5);
}

std::string mark_of(TimelineRow const& row) { return row.id ? trace::to_string(row.id) : "module"; }

std::string row_name(Work const& work, TimelineRow const& row) {
    switch (row.kind) {
    case RowKind::module: return "module";
    case RowKind::coroutine: return {};
    case RowKind::loop: return "Event loop";
    case RowKind::task: break;
    }
    // A coroutine object is no task until one is made of it.
    bool const is_task = work.input.whole_run || work.now.position >= row.named;
    return is_task ? std::string(row.lane->name) : std::string();
}

RowState state_of(Work const& work, TimelineRow const& row) {
    using Glyph = RowState::Glyph;
    auto const& now = work.now;
    if (now.position < row.begin) return {};
    auto const not_running = [&](ObjectId coroutine) {
        return RowState{std::string(replay::coroutine_word(*work.chart.index, coroutine)) + ", not running",
                        Glyph::created};
    };
    switch (row.kind) {
    case RowKind::task: {
        auto const* task = now.task(row.id);
        if (!task) return not_running(row.coroutine);
        auto const words = std::string(replay::words(task->state));
        switch (task->state) {
        case replay::TaskState::running: return {words, Glyph::running};
        case replay::TaskState::waiting: return {words, Glyph::waiting};
        case replay::TaskState::done: return {words, Glyph::done};
        case replay::TaskState::failed: return {words, Glyph::failed};
        case replay::TaskState::cancelled: return {words, Glyph::cancelled};
        case replay::TaskState::destroyed: return {words, Glyph::failed};
        default: return {words, Glyph::scheduled};
        }
    }
    case RowKind::coroutine: {
        auto const* coroutine = now.coroutine(row.id);
        if (!coroutine) return {};
        auto const words = std::string(replay::words(coroutine->state));
        bool const over = row.ended != 0 && now.position >= row.ended;
        if (over && row.end == replay::TaskState::destroyed && now.position >= row.begin)
            return {row.outcome, Glyph::none};
        switch (coroutine->state) {
        case replay::CoroutineState::created: return not_running(row.id);
        case replay::CoroutineState::running: return {words, Glyph::running};
        case replay::CoroutineState::suspended: return {words, Glyph::waiting};
        case replay::CoroutineState::closed:
            return {coroutine->raised ? "failed" : "finished",
                    coroutine->raised ? Glyph::failed : Glyph::done};
        }
        return {};
    }
    case RowKind::module: {
        if (row.ended != 0 && now.position >= row.ended)
            return row.end == replay::TaskState::done ? RowState{"finished", Glyph::done}
                                                      : RowState{"failed", Glyph::failed};
        auto const bar = std::find_if(row.bars.begin(), row.bars.end(),
                                      [&](Bar const& each) { return now.position <= each.end; });
        if (bar == row.bars.end()) return {"finished", Glyph::none};
        return bar->form == BarForm::running ? RowState{"running", Glyph::running}
                                             : RowState{"waits", Glyph::waiting};
    }
    case RowKind::loop: {
        if (!now.loop_running) return {now.turn == 0 ? "not running yet" : "stopped", Glyph::none};
        if (now.turn == 0) return {"starts", Glyph::none};
        auto words = "turn " + std::to_string(now.turn);
        if (now.turn_ran > 0)
            words += ", " + std::to_string(now.turn_ran) + " of " +
                     std::to_string(std::max(now.turn_handles, now.turn_ran));
        else if (now.selecting)
            words += *now.selecting < 0    ? ", waits for ever"
                     : *now.selecting == 0 ? ""
                                           : ", nothing ready: waits";
        return {words, Glyph::none};
    }
    }
    return {};
}

namespace {

// Of the panel alone, so that the lanes do not move when a longer name comes up.
float name_column(Work const& work) {
    bool const stage = work.input.dress == TimelineDress::stage; // there all is large
    return std::clamp(work.input.width * (stage ? 0.3F : 0.2F), stage ? 156.0F : 130.0F, 240.0F);
}

bool compact(TimelineRow const& row) { return row.kind == RowKind::module || row.kind == RowKind::loop; }

void place_rows(Work& work) {
    auto& out = work.out;
    auto const& rows = work.chart.rows;
    float const top = work.above();
    float const bottom = std::max(work.input.height - foot - work.below(), top + least_row_height);
    float const available = bottom - top;
    std::size_t const small = static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), compact));
    float const shares = static_cast<float>(rows.size() - small) + 0.85F * static_cast<float>(small);
    // Futures take less than half of the height, where they can.
    auto futures = future_lanes(work);
    float futures_h = 0;
    for (auto const& each : futures) futures_h += each.second;
    float const squeezed = futures_h > 0 ? std::min(1.0F, available * 0.42F / futures_h) : 1;
    futures_h = 0;
    for (auto& each : futures) {
        each.second = std::floor(std::max(each.second * squeezed, least_row_height));
        futures_h += each.second;
    }
    float const watched_h = watch_height * static_cast<float>(work.chart.watches.size());
    futures_h += watched_h;
    float const share = (available - futures_h) / std::max(shares, 1.0F);
    float const compact_h = std::floor(std::clamp(share * 0.85F, least_row_height + 2, most_compact_height));
    float const left = available - futures_h - compact_h * static_cast<float>(small);
    auto const others = static_cast<float>(std::max<std::size_t>(rows.size() - small, 1));
    float const h = std::floor(std::clamp(left / others, least_row_height, most_row_height));
    out.row_height = h;

    bool const has_loop = !rows.empty() && rows.back().kind == RowKind::loop;
    float const loop_h = has_loop ? compact_h : 0;
    float total = 0;
    std::vector<float> heights;
    heights.reserve(rows.size());
    for (auto const& row : rows) {
        if (row.kind == RowKind::loop) break;
        heights.push_back(compact(row) ? compact_h : h);
        total += heights.back();
    }
    total += futures_h;
    float const room = std::max(available - loop_h, least_row_height);
    out.overflow = std::max(0.0F, total - room);
    work.lanes = {0, top, work.input.width, std::min(total, room)};

    // What runs now stays in sight when the cursor moves; otherwise scrolling is the reader's.
    float scroll = std::clamp(out.view.scroll, 0.0F, out.overflow);
    auto const& before = work.input.view;
    bool const fresh = before.followed != work.now.position || before.followed_in != room;
    out.view.followed_in = room;
    if (out.overflow > 0 && work.input.follow_now && fresh) {
        auto const* running = work.chart.row(work.now.current_task);
        float y = 0;
        for (std::size_t i = 0; running && i < heights.size(); y += heights[i], ++i) {
            if (&rows[i] != running) continue;
            if (y < scroll) scroll = y - std::min(y, heights[i]);
            if (y + heights[i] > scroll + room) scroll = std::min(y + 2 * heights[i] - room, y);
        }
        scroll = std::clamp(scroll, 0.0F, out.overflow);
    }
    out.view.scroll = scroll;

    float y = top - scroll;
    for (float const each : heights) {
        work.places.push_back({y, each});
        y += each;
    }
    for (auto const& [row, height] : futures) {
        work.futures.push_back({row, {y, height}});
        y += height;
    }
    for (std::size_t i = 0; i < work.chart.watches.size(); ++i, y += watch_height)
        work.watches.push_back({y, watch_height});
    if (has_loop) work.places.push_back({work.lanes.bottom(), loop_h});
}

void draw_lane_grounds(Work& work) {
    auto const& rows = work.chart.rows;
    auto const* selected = work.chart.row(work.input.selected);
    auto const* running = work.chart.row(work.now.current_task);
    work.begin_scrolled(work.back);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].kind == RowKind::loop) work.end_scrolled(work.back);
        auto const& place = work.places[i];
        bool const loop = rows[i].kind == RowKind::loop;
        if (!loop && !work.in_view(place)) continue;
        Rect const ground{6, place.y + 2, work.input.width - 12, place.h - 4};
        if (&rows[i] == selected)
            work.back.add(paint::filled(ground, {Role::selected, 0.8F}, 6));
        else if (&rows[i] == running)
            work.back.add(paint::filled(ground, {Role::selected, 0.5F}, 6));
        float const y = place.y + place.h;
        work.back.add(
            paint::line({12, y}, {work.input.width - 12, y}, {Role::border, place.h < 30 ? 0.5F : 1.0F}));
        Rect const at = work.seen_of_row({0, place.y, work.input.width, place.h}, i);
        work.region(TimelineRegion::What::row, at, rows[i].id, i);
        work.mark("timeline/lane/" + mark_of(rows[i]), at);
    }
    if (rows.empty() || rows.back().kind != RowKind::loop) work.end_scrolled(work.back);
    if (work.out.overflow > 0) {
        float const all = work.lanes.h + work.out.overflow;
        float const h = std::max(work.lanes.h * work.lanes.h / all, 18.0F);
        float const y = work.lanes.y + (work.lanes.h - h) * work.out.view.scroll / work.out.overflow;
        work.top.add(paint::filled({work.input.width - 7, y, 4, h}, {Role::faint, 0.6F}, 2));
    }
}

} // namespace

} // namespace timeline

float timeline_header_height(TimelineDress dress, float width) {
    if (dress == TimelineDress::stage) return 14;
    constexpr float one_line = 1100; // on a narrower panel the legend has a second line
    return dress == TimelineDress::panel && width < one_line ? 60 : 40;
}

TimelineLayout layout_timeline(TimelineInput const& input) {
    TimelineLayout out;
    out.view = input.view;
    timeline::Work work(input, out);
    Rect const whole{0, 0, input.width, input.height};

    float const column = timeline::name_column(work);
    out.plot = {column, 0, std::max(input.width - 12 - column, 20.0F), 0};
    timeline::settle(input, out);
    work.shown = input.whole_run ? work.chart.size() : std::min(work.now.position, work.chart.size());
    work.head = timeline_header_height(input.dress, input.width);
    bool const overview = timeline::needs_overview(work);
    if (overview) work.head += timeline::overview_height;
    timeline::place_rows(work);
    float const loop_h =
        work.places.empty() || work.chart.rows.back().kind != RowKind::loop ? 0 : work.places.back().h;
    out.plot.y = work.lanes.y;
    out.plot.h = work.lanes.h + loop_h;

    out.now_x = work.x(work.now.position);
    work.end_x = input.whole_run ? work.x(work.chart.size()) : out.now_x;

    if (overview) timeline::add_overview(work);
    timeline::add_unknown(work);
    timeline::add_turns_and_clock(work);
    timeline::draw_lane_grounds(work);
    timeline::add_names(work);
    if (!input.whole_run) // nothing is written across the line of *now*
        work.taken.push_back({out.now_x - 2, out.plot.y, 4, out.plot.h});
    timeline::add_cancellations(work, true);
    timeline::add_rows(work);
    timeline::add_futures(work);
    timeline::add_watches(work);
    timeline::add_cancellations(work, false);
    timeline::add_arrows(work);
    timeline::add_now(work);
    if (input.dress == TimelineDress::panel || input.dress == TimelineDress::picture)
        timeline::add_header(work);
    timeline::add_parting(work);
    timeline::add_measured(work);

    Rect const seen{out.plot.x - 8, 0, out.plot.w + 14, input.height};
    out.scene.add(paint::Clip{whole});
    out.scene.add(work.back, {});
    out.scene.add(paint::Clip{seen});
    out.scene.add(paint::Clip{{out.plot.x - 8, out.plot.y, out.plot.w + 14, out.plot.h}});
    out.scene.add(work.arrows, {});
    out.scene.add(paint::Unclip{});
    out.scene.add(work.bars, {});
    out.scene.add(paint::Unclip{});
    out.scene.add(work.texts, {});
    out.scene.add(work.top, {});
    out.scene.add(paint::Unclip{});
    return out;
}

float timeline_height(TimelineChart const& chart) {
    auto const small =
        static_cast<float>(std::count_if(chart.rows.begin(), chart.rows.end(), timeline::compact));
    float const shares = static_cast<float>(chart.rows.size()) - 0.15F * small;
    constexpr float roomy = 72;
    return timeline_header_height(TimelineDress::picture, 1200) + timeline::turns_height +
           timeline::strip_height + timeline::foot + std::ceil(std::max(shares, 1.0F) * roomy);
}

TimelineRegion const* hit(TimelineLayout const& layout, paint::Point at) {
    auto const found = std::find_if(layout.regions.rbegin(), layout.regions.rend(),
                                    [&](TimelineRegion const& region) { return region.at.contains(at); });
    return found == layout.regions.rend() ? nullptr : &*found;
}

} // namespace ui
