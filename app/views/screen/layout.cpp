#include "views/screen/layout.hpp"

#include <algorithm>
#include <cmath>

namespace {

using paint::Rect;
using session::Panel;

constexpr float least_source = 200; // px, below a long question: some six lines

// Both sides of a splitter keep enough to be read.
float divided(float extent, float share, float least_first, float least_second) {
    float const room = extent - theme::gap;
    if (room <= least_first + least_second)
        return std::floor(room * least_first / (least_first + least_second));
    return std::floor(std::clamp(extent * share, least_first, room - least_second));
}

struct Halves {
    Rect first, second;
};

Halves beside(ui::Layout& layout, Rect area, ui::Splits const& splits, float ui::Splits::*share,
              float least_first, float least_second) {
    float const width = divided(area.w, splits.*share, least_first, least_second);
    layout.splitters.push_back({{area.x + width, area.y, theme::gap, area.h}, true, share, area.x, area.w});
    float const second = area.x + width + theme::gap;
    return {{area.x, area.y, width, area.h}, {second, area.y, area.right() - second, area.h}};
}

Halves above(ui::Layout& layout, Rect area, ui::Splits const& splits, float ui::Splits::*share,
             float least_first, float least_second) {
    float const height = divided(area.h, splits.*share, least_first, least_second);
    layout.splitters.push_back({{area.x, area.y + height, area.w, theme::gap}, false, share, area.y, area.h});
    float const second = area.y + height + theme::gap;
    return {{area.x, area.y, area.w, height}, {area.x, second, area.w, area.bottom() - second}};
}

std::vector<Panel> const source_first{Panel::source, Panel::lesson};

void compact(ui::Layout& layout, Rect area, ui::Splits const& splits, bool has_lesson) {
    auto const [left, right] = beside(layout, area, splits, &ui::Splits::left, 230, 330);
    layout.slots.push_back({left, has_lesson ? std::vector{Panel::lesson, Panel::source} : source_first});
    auto const [timeline, row] = above(layout, right, splits, &ui::Splits::timeline, 130, 110);
    layout.slots.push_back({timeline, {Panel::timeline}});
    layout.slots.push_back({row, {Panel::loop, Panel::why, Panel::output, Panel::events, Panel::inspector}});
}

void lesson_above_source(ui::Layout& layout, Rect left, ui::Splits const& splits, float needed) {
    float const most = left.h - theme::gap - least_source;
    auto const [lesson, source] =
        above(layout, left, splits, &ui::Splits::lesson, std::max(230.0F, std::min(needed, most)), 150);
    layout.slots.push_back({lesson, {Panel::lesson}});
    layout.slots.push_back({source, {Panel::source}});
}

void wide(ui::Layout& layout, Rect area, ui::Splits const& splits, std::optional<float> needed) {
    auto const [left, right] = beside(layout, area, splits, &ui::Splits::left, 320, 560);
    if (needed)
        lesson_above_source(layout, left, splits, *needed);
    else
        layout.slots.push_back({left, source_first});
    auto const [timeline, row] = above(layout, right, splits, &ui::Splits::timeline, 180, 220);
    layout.slots.push_back({timeline, {Panel::timeline}});
    auto const [loop, others] = beside(layout, row, splits, &ui::Splits::loop, 200, 380);
    layout.slots.push_back({loop, {Panel::loop}});
    auto const [why, facts] = beside(layout, others, splits, &ui::Splits::why, 190, 180);
    layout.slots.push_back({why, {Panel::why, Panel::events}});
    auto const [output, inspector] = above(layout, facts, splits, &ui::Splits::output, 90, 100);
    layout.slots.push_back({output, {Panel::output}});
    layout.slots.push_back({inspector, {Panel::inspector}});
}

constexpr float stage_gap = 8;
constexpr float widescreen = 1.5F; // width by height

ui::Layout empty_stage(float width, float height) {
    ui::Layout result;
    result.width = width;
    result.height = height;
    result.compact = true;
    result.stage = true;
    return result;
}

} // namespace

std::string_view ui::name(Panel panel) {
    switch (panel) {
    case Panel::lesson: return "lesson";
    case Panel::source: return "source";
    case Panel::timeline: return "timeline";
    case Panel::loop: return "loop";
    case Panel::why: return "why";
    case Panel::events: return "events";
    case Panel::output: return "output";
    case Panel::inspector: return "inspector";
    }
    return "";
}

ui::Slot const* ui::Layout::slot_of(Panel panel) const {
    for (auto const& slot : slots)
        if (std::find(slot.panels.begin(), slot.panels.end(), panel) != slot.panels.end()) return &slot;
    return nullptr;
}

ui::Layout ui::layout(float width, float height, Splits const& splits, std::optional<float> lesson) {
    Layout result;
    result.width = width;
    result.height = height;
    result.compact = width < 900 || height < 560;
    result.toolbar = {0, 0, width, theme::bar_height};
    Rect const area{theme::gap, theme::bar_height + theme::gap, width - 2 * theme::gap,
                    height - theme::bar_height - 2 * theme::gap};
    if (result.compact)
        compact(result, area, splits, lesson.has_value());
    else
        wide(result, area, splits, lesson);
    return result;
}

ui::Layout ui::stage(float width, float height, Panel third, bool asks) {
    Layout result = empty_stage(width, height);
    constexpr float gap = stage_gap;
    Rect const area{gap, gap, width - 2 * gap, height - 2 * gap};
    if (width < height * widescreen) {
        // The timeline below both: a narrow screen has no room for it beside code that is not broken.
        float const above = std::floor(area.h * (asks ? 0.5F : 0.47F));
        float const left = std::floor(area.w * (asks ? 0.48F : 0.6F));
        float const right = area.x + left + gap;
        float const below = area.y + above + gap;
        result.slots.push_back({{area.x, area.y, left, above}, {Panel::source}});
        result.slots.push_back({{area.x, below, area.w, area.bottom() - below}, {Panel::timeline}});
        result.slots.push_back({{right, area.y, area.right() - right, above}, {third}});
        return result;
    }
    float const left = std::floor(area.w * 0.44F);
    float const above = std::floor(area.h * (asks ? 0.5F : 0.56F));
    float const right = area.x + left + gap;
    float const below = area.y + above + gap;
    float const wide = area.right() - right;
    result.slots.push_back({{area.x, area.y, left, area.h}, {Panel::source}});
    result.slots.push_back({{right, area.y, wide, above}, {Panel::timeline}});
    result.slots.push_back({{right, below, wide, area.bottom() - below}, {third}});
    return result;
}

ui::Layout ui::stage_alone(float width, float height, Panel panel) {
    Layout result = empty_stage(width, height);
    result.slots.push_back({{stage_gap, stage_gap, width - 2 * stage_gap, height - 2 * stage_gap}, {panel}});
    return result;
}

session::Panel ui::front(Slot const& slot, std::vector<Panel> const& order) {
    for (auto const panel : order)
        if (std::find(slot.panels.begin(), slot.panels.end(), panel) != slot.panels.end()) return panel;
    return slot.panels.front();
}
