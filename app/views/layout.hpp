// Where each panel stands, for a surface of any size: a grid of slots with splitters between them. A slot
// shows one of its panels at a time, with a tab for each.
#pragma once
#include "paint/scene.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace ui {

enum class PanelKind : unsigned char { lesson, source, timeline, loop, why, events, output, inspector };
std::string_view name(PanelKind kind); // "lesson": of its mark, "panel/lesson"

// What the splitters were dragged to, as shares of the space they divide; 0 to 1.
struct Splits {
    float left = 0.236F;     // lesson and source, of the width
    float lesson = 0.486F;   // lesson, of the left column's height
    float timeline = 0.578F; // of the right part's height
    float loop = 0.356F;     // of the row's width
    float why = 0.554F;      // of what loop leaves
    float output = 0.46F;    // of the row's height

    bool operator==(Splits const&) const = default;
};

struct Slot {
    paint::Rect at;
    std::vector<PanelKind> panels; // by tab
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
    paint::Rect toolbar;
    std::vector<Slot> slots;
    std::vector<Splitter> splitters;

    Slot const* slot_of(PanelKind kind) const;
};

// In px at scale 1. Any size will do; below about 900 x 560 panels share slots.
Layout layout(float width, float height, Splits const& splits = {});

} // namespace ui
