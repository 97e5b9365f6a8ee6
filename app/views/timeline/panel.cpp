#include "views/timeline/panel.hpp"

#include "paint/imgui.hpp"
#include "views/kit/mark.hpp"
#include "views/timeline/beside.hpp"

#include <algorithm>
#include <imgui.h>

namespace ui {

using paint::Rect;
using theme::Font;
using theme::Role;

namespace {

constexpr double tip_delay = 0.4; // s

TimelinePointer pointer_of(Surface const& surface, Rect at) {
    ImGuiIO const& io = ImGui::GetIO();
    TimelinePointer pointer;
    pointer.at = {surface.pointer().x - at.x, surface.pointer().y - at.y};
    pointer.inside = surface.pointer_in(at);
    pointer.down = surface.down();
    pointer.double_click = io.MouseDoubleClicked[0];
    pointer.wheel = io.MouseWheel;
    pointer.wheel_sideways = io.MouseWheelH;
    pointer.ctrl = io.KeyCtrl;
    pointer.shift = io.KeyShift;
    return pointer;
}

bool same(TimelineInput const& a, TimelineInput const& b) {
    return a.view == b.view && a.whole_run == b.whole_run && a.futures == b.futures &&
           a.window_held == b.window_held && a.follow_now == b.follow_now && a.selected == b.selected &&
           a.width == b.width && a.dress == b.dress && a.lanes_only == b.lanes_only && a.height == b.height &&
           a.measured == b.measured && a.parting == b.parting;
}

// A card with the lines of `text`, beside the pointer and inside `screen`.
paint::Scene tip_scene(std::string const& text, paint::Point pointer, Rect screen,
                       std::optional<float> now_x) {
    std::vector<std::string> lines;
    for (std::size_t from = 0; from <= text.size();) {
        auto const end = std::min(text.find('\n', from), text.size());
        lines.push_back(text.substr(from, end - from));
        from = end + 1;
    }
    float const most = std::max(screen.w - 40, 60.0F);
    float wide = 0;
    for (auto const& line : lines)
        wide = std::max(wide, paint::measure(Font::regular, theme::size_body, line));
    constexpr float line_height = 19;
    Rect const at = tip_place(pointer, std::min(wide, most) + 24,
                              line_height * static_cast<float>(lines.size()) + 14, screen, now_x);
    paint::Scene scene;
    scene.add(paint::filled({at.x + 1, at.y + 3, at.w, at.h}, Role::shadow, 6));
    scene.add(paint::filled(at, Role::panel, 6));
    scene.add(paint::outlined(at, Role::border, 6));
    for (std::size_t i = 0; i < lines.size(); ++i)
        scene.add(paint::text_in(
            {at.x + 12, at.y + 7 + line_height * static_cast<float>(i), at.w - 24, line_height}, lines[i],
            Font::regular, theme::size_body, i == 0 ? Role::text : Role::muted));
    return scene;
}

} // namespace

Rect tip_place(paint::Point pointer, float width, float height, Rect screen, std::optional<float> now_x) {
    float const first = screen.x + 6;
    float const last = std::max(screen.right() - 6 - width, first);
    Rect at{std::min(pointer.x + 14, last), pointer.y + 18, width, height};
    if (at.bottom() > screen.bottom() - 6) at.y = pointer.y - 10 - at.h;
    if (!now_x || at.right() < *now_x - 4 || at.x > *now_x + 4) return at;
    // On the side of the line where the pointer is, else on the other.
    float const before = *now_x - 6 - width;
    float const behind = *now_x + 6;
    bool const fits_before = before >= first;
    bool const fits_behind = behind <= last;
    if (fits_before && (pointer.x <= *now_x || !fits_behind))
        at.x = before;
    else if (fits_behind)
        at.x = behind;
    return at;
}

std::vector<WatchLane> watch_lanes(session::Session const& session) {
    std::vector<WatchLane> lanes;
    if (!session.lesson) return lanes;
    for (lesson::Watch const& watch : session.lesson->entry->watch)
        lanes.push_back({watch.name, replay::watched_values(session.known().index, watch.value, watch.in)});
    return lanes;
}

TimelineInput timeline_input(session::Session const& session, TimelineChart const& chart, float width,
                             float height) {
    TimelineInput input;
    input.chart = &chart;
    input.now = &session.state();
    input.view = session.look.timeline;
    input.whole_run = session.look.whole_run;
    if (session.look.presenter) input.dress = TimelineDress::stage;
    input.more = session.can_go_on();
    input.futures = session.look.futures;
    input.follow_now = session.look.follow_now;
    input.selected = session.look.selected;
    input.width = width;
    input.height = height;
    input.measured = session.look.measured;
    if (auto const* const beside = session::beside_shown(session))
        if (auto const& difference = beside->comparison.difference) input.parting = difference->a;
    return input;
}

void TimelinePanel::look_at(session::Session const& session, Rect at) {
    if (run_ != session.first_run()) {
        run_ = session.first_run();
        drag_ = {};
    }
    if (known_ != session.playback.known) {
        known_ = session.playback.known;
        chart_ = timeline_chart(known_->index, known_->timeline, known_->problems);
        chart_.watches = watch_lanes(session);
        made_ = false;
    }
    auto input = timeline_input(session, chart_, at.w, at.h);
    input.window_held = drag_.kind == TimelineDrag::What::window;
    bool const fresh = made_ && position_ == session.playback.position && same(input, input_);
    input_ = input;
    if (fresh) return;
    layout_ = layout_timeline(input_);
    position_ = session.playback.position;
    made_ = true;
}

void TimelinePanel::draw_beside(Surface& surface, session::Session const& session, Rect at) {
    auto const* const beside = session::beside_shown(session);
    if (!beside || at.h < 60) return;
    bool other = beside_run_ != beside->known;
    if (other) {
        beside_run_ = beside->known;
        beside_chart_ = timeline_chart(beside_run_->index, beside_run_->timeline, beside_run_->problems);
    }
    auto const position = session::position_beside(*beside, session.run(), session.playback.position);
    if (other || beside_state_.position != position) {
        beside_state_ = replay::state_at(*beside->run->log, position);
        other = true;
    }
    // The header takes the place of the tabs, and a little more.
    float const down = beside_header_height - timeline_header_height(TimelineDress::beside, at.w);
    auto const input = beside_input(session, *beside, beside_chart_, beside_state_, at.w, at.h - down);
    if (other || !same(input, beside_input_)) beside_layout_ = layout_timeline(input);
    beside_input_ = input;
    surface.paint(beside_layout_.scene, {at.x, at.y + down});
    paint::Scene pale; // it is not what happens
    float const top = at.y + beside_header_height;
    pale.add(paint::filled({at.x + 2, top, at.w - 4, at.bottom() - top - 2}, {Role::panel, 0.38F}));
    surface.paint(pale);
    surface.show(beside_header(session, *beside, at.w), {at.x, at.y, at.w, beside_header_height});
    if (probing()) {
        float const scale = surface.scale();
        mark("beside", {at.x * scale, at.y * scale, at.w * scale, at.h * scale});
    }
}

void TimelinePanel::draw(Surface& surface, session::Session const& session, Rect panel, double time) {
    seen_.reset();
    if (!session.is_open() || panel.w < 40 || panel.h < 40) return;
    auto const shared = shared_timeline(session, panel);
    Rect const at = shared.truth;
    draw_beside(surface, session, shared.beside);
    look_at(session, at);
    surface.paint(layout_.scene, {at.x, at.y});
    if (probing()) {
        float const scale = surface.scale();
        for (auto const& each : layout_.marks)
            mark(each.name, {(at.x + each.at.x) * scale, (at.y + each.at.y) * scale, each.at.w * scale,
                             each.at.h * scale});
    }

    seen_ = session::TimelineSeen{layout_.view, layout_.scale, static_cast<double>(layout_.plot.w),
                                  unit_at(layout_, layout_.now_x)};

    auto const pointer = pointer_of(surface, at);
    for (auto& each : timeline_gesture(input_, layout_, pointer, drag_))
        surface.actions.push_back(command(std::move(each)));
    paint_hovered(surface, at, pointer, time);
}

void TimelinePanel::paint_hovered(Surface& surface, Rect at, TimelinePointer const& pointer, double time) {
    auto const* region =
        pointer.inside && drag_.kind == TimelineDrag::What::none ? hit(layout_, pointer.at) : nullptr;
    if (!region) {
        hovered_.clear();
        return;
    }
    if (surface.listens_for_copy()) surface.copy(timeline_tooltip(input_, *region));
    auto const which = std::to_string(static_cast<int>(region->kind)) + "/" + std::to_string(region->row) +
                       "/" + std::to_string(region->index);
    if (which != hovered_) {
        hovered_ = which;
        hovered_since_ = time;
    }
    using What = TimelineRegion::What;
    if (region->kind == What::axis_step || region->kind == What::axis_clock ||
        region->kind == What::whole_run || region->kind == What::futures) {
        paint::Scene shade;
        shade.add(paint::filled(region->at, {Role::text, 0.06F}, theme::radius_small));
        surface.paint(shade, {at.x, at.y});
    } else if (region->kind == What::bar || region->kind == What::frame ||
               (region->kind == What::future && region->at.x > 0)) {
        paint::Scene ring;
        ring.add(paint::outlined(paint::inset(region->at, -1.5F), {Role::text, 0.7F}, 6, 1.4F));
        surface.paint(ring, {at.x, at.y});
    }
    if (surface.points_only()) return;
    if (time - hovered_since_ < tip_delay) {
        surface.actions.emplace_back(); // nothing to do, but a next frame: the tip is due soon
        return;
    }
    auto const text = timeline_tooltip(input_, *region);
    if (text.empty()) return;
    ImGuiIO const& io = ImGui::GetIO();
    Rect const screen{0, 0, io.DisplaySize.x / surface.scale(), io.DisplaySize.y / surface.scale()};
    bool const now_seen = layout_.now_x >= layout_.plot.x && layout_.now_x <= layout_.plot.right();
    std::optional<float> const now_x = now_seen ? std::optional(at.x + layout_.now_x) : std::nullopt;
    paint::paint_imgui(tip_scene(text, surface.pointer(), screen, now_x), surface.theme(),
                       ImGui::GetForegroundDrawList(), {0, 0}, surface.scale());
}

} // namespace ui
