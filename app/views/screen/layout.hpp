// Where each panel stands, for a surface of any size: a grid of slots with splitters between them. A slot
// shows one of its panels at a time, with a tab for each.
#pragma once
#include "paint/scene.hpp"
#include "session/session.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace ui {

using session::Panel;
using session::Splits;

std::string_view name(Panel panel); // "lesson": of its mark, "panel/lesson"

struct Slot {
    paint::Rect at;
    std::vector<Panel> panels; // by tab
};

struct Splitter {
    paint::Rect at;        // the gap, to grab
    bool vertical = false; // the bar stands upright: drag left and right
    float Splits::*share = nullptr;
    float from = 0, extent = 0; // share = (pointer - from) / extent
};

struct Layout {
    float width = 0, height = 0;
    bool compact = false; // too small for every panel at once: neighbours share slots
    bool stage = false;   // for a class: no room for titles and legends
    paint::Rect toolbar;
    std::vector<Slot> slots;
    std::vector<Splitter> splitters;

    Slot const* slot_of(Panel panel) const;
};

// In px at scale 1. Any size will do; below about 900 x 560 panels share slots. `lesson`: the height its
// panel needs for now, which it gets as long as enough of the source stays; none: there is no lesson, and its
// panel stands behind the source.
Layout layout(float width, float height, Splits const& splits = {}, std::optional<float> lesson = 0.0F);

// For a class: the source, the timeline and one panel more, and nothing else.
// `asks`: the third is a question, and whole.
Layout stage(float width, float height, Panel third, bool asks);
// One panel alone.
Layout stage_alone(float width, float height, Panel panel);
inline constexpr float stage_height = 432; // px at scale 1: the smallest type is 1/36 of the screen's height

// Which panel of the slot is seen: the one that was brought to the front last, else its first.
Panel front(Slot const& slot, std::vector<Panel> const& order);

} // namespace ui
