#include "views/timeline/gesture.hpp"

#include <algorithm>
#include <cmath>

namespace ui {

namespace cmd = session::command;
using Commands = std::vector<session::Command>;
using Region = TimelineRegion::What;

namespace {

constexpr float px_an_event = 6; // of those to come, while *now* is dragged

constexpr float threshold = 3; // px before a press becomes a drag
constexpr double notch = 1.25;
constexpr float lanes_a_notch = 48; // px

void click(TimelineInput const& input, TimelineLayout const& layout, paint::Point at, Commands& out) {
    auto const* region = hit(layout, at);
    if (input.measured) out.push_back(cmd::Measure{});
    if (!region) return;
    switch (region->kind) {
    case Region::axis_step: out.push_back(cmd::SetAxis{Axis::step}); return;
    case Region::axis_clock: out.push_back(cmd::SetAxis{Axis::clock}); return;
    case Region::whole_run: out.push_back(cmd::ToggleWholeRun{}); return;
    case Region::futures: out.push_back(cmd::ToggleFutures{}); return;
    case Region::now:
    case Region::overview: return;
    case Region::turn:
    case Region::jump: break;
    default: out.push_back(cmd::Select{region->id}); break;
    }
}

// A click selects and shows; only this goes there.
void double_click(TimelineInput const& input, TimelineLayout const& layout, paint::Point at, Commands& out) {
    auto const* region = hit(layout, at);
    if (!region) return;
    if (auto const target = seek_target(input, layout, *region, at.x)) out.push_back(cmd::Seek{*target});
}

void wheel(TimelineLayout const& layout, TimelinePointer const& pointer, Commands& out) {
    if (pointer.wheel == 0 && pointer.wheel_sideways == 0) return;
    auto const width = layout.plot.w * 0.12F;
    TimelineView view = layout.view;
    if (pointer.ctrl) {
        float const x = std::clamp(pointer.at.x, layout.plot.x, layout.plot.right());
        view = zoomed(layout, x, std::pow(notch, static_cast<double>(pointer.wheel)));
    } else if (pointer.shift || pointer.wheel == 0 || layout.overflow <= 0) {
        auto const notches = pointer.wheel_sideways != 0 ? pointer.wheel_sideways : pointer.wheel;
        view = panned(layout, notches * width, 0);
    } else {
        view = panned(layout, pointer.wheel_sideways * width, pointer.wheel * lanes_a_notch);
    }
    if (view != layout.view) out.push_back(cmd::SetTimeline{view});
}

void move_window(TimelineLayout const& layout, TimelinePointer const& pointer, TimelineDrag const& drag,
                 Commands& out) {
    auto const view = moved_to(layout, unit_in_overview(layout, pointer.at.x) - drag.held);
    if (view != layout.view) out.push_back(cmd::SetTimeline{view});
}

} // namespace

Commands timeline_gesture(TimelineInput const& input, TimelineLayout const& layout,
                          TimelinePointer const& pointer, TimelineDrag& drag) {
    using Drag = TimelineDrag::What;
    Commands out;
    bool const went_down = pointer.down && !drag.was_down;
    bool const went_up = !pointer.down && drag.was_down;
    drag.was_down = pointer.down;
    if (pointer.inside) wheel(layout, pointer, out);

    if (went_down && pointer.inside) {
        drag.from = drag.last = pointer.at;
        auto const* region = hit(layout, pointer.at);
        drag.kind = region && region->kind == Region::now        ? Drag::scrubs
                    : region && region->kind == Region::overview ? Drag::window
                    : pointer.shift                              ? Drag::measures
                                                                 : Drag::pressed;
        // While *now* is dragged nothing is fitted anew: the axis would slip away under the pointer.
        if (drag.kind == Drag::scrubs) out.push_back(cmd::SetTimeline{panned(layout, 0.01F, 0)});
        if (drag.kind == Drag::window) {
            double const seen = static_cast<double>(layout.plot.w) / layout.scale;
            drag.held = unit_in_overview(layout, pointer.at.x) - layout.view.left;
            if (drag.held < 0 || drag.held > seen) { // beside the window: it comes here
                drag.held = seen / 2;
                move_window(layout, pointer, drag, out);
            }
            return out;
        }
        if (pointer.double_click) {
            double_click(input, layout, pointer.at, out);
            drag.kind = Drag::none;
        }
        return out;
    }
    if (went_up) {
        if (drag.kind == Drag::pressed) click(input, layout, pointer.at, out);
        drag.kind = Drag::none;
        return out;
    }
    if (!pointer.down || drag.kind == Drag::none) return out;

    float const dx = pointer.at.x - drag.from.x;
    float const dy = pointer.at.y - drag.from.y;
    if (drag.kind == Drag::pressed && std::hypot(dx, dy) >= threshold) drag.kind = Drag::pans;
    if (pointer.at == drag.last) return out;
    switch (drag.kind) {
    case Drag::pans: {
        auto const view = panned(layout, pointer.at.x - drag.last.x, pointer.at.y - drag.last.y);
        if (view != layout.view) out.push_back(cmd::SetTimeline{view});
        break;
    }
    case Drag::measures:
        out.push_back(cmd::Measure{Measured{unit_at(layout, drag.from.x), unit_at(layout, pointer.at.x)}});
        break;
    case Drag::window: move_window(layout, pointer, drag, out); break;
    case Drag::scrubs: {
        auto target = position_at(input, layout, pointer.at.x);
        // What comes after now has no place on the axis yet: it is pulled in, one event every few px.
        float const beyond = pointer.at.x - layout.now_x;
        if (input.more && !input.whole_run && beyond > 0)
            target = input.now->position + static_cast<replay::Position>(beyond / px_an_event);
        if (target != input.now->position) out.push_back(cmd::Seek{target, true});
        break;
    }
    default: return out; // still within the threshold: what moved then belongs to the drag
    }
    drag.last = pointer.at;
    return out;
}

} // namespace ui
