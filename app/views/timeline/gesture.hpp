// What the mouse asks of the timeline. Pure: pointer in, commands out; no Dear ImGui.
//   click        selects
//   double click moves the cursor to the bar, arrow, bracket or mark; zooms to a turn or jump
//   wheel        scrolls the lanes (pans if all are seen); Ctrl: zooms about the pointer; Shift, sideways:
//   pans
//   drag         pans, after 3 px; on the pill of *now*: moves the cursor; on the overview: moves what is
//                seen; with Shift: measures
#pragma once
#include "commands/command.hpp"
#include "views/timeline/timeline.hpp"

#include <vector>

namespace ui {

// In px of the layout.
struct TimelinePointer {
    paint::Point at;
    bool inside = false; // over the timeline, and nothing lies above it
    bool down = false;   // the left button
    bool double_click = false;
    float wheel = 0; // notches, up is positive
    float wheel_sideways = 0;
    bool ctrl = false;
    bool shift = false;
};

// What was begun when the button went down; keep it from frame to frame.
struct TimelineDrag {
    enum class What : std::uint8_t { none, pressed, pans, measures, scrubs, window } kind = What::none;
    paint::Point from;
    paint::Point last;
    bool was_down = false;
    double held = 0; // units from the window's left edge to where it is held, in the overview
};

std::vector<session::Command> timeline_gesture(TimelineInput const& input, TimelineLayout const& layout,
                                               TimelinePointer const& pointer, TimelineDrag& drag);

} // namespace ui
