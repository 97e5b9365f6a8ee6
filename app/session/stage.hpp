// What a teacher does on the stage, before a class.
#pragma once
#include <cstdint>
#include <optional>
#include <vector>

namespace session {

enum class Panel { lesson, source, timeline, loop, why, events, output, inspector };

// What the mouse is.
enum class Hand : std::uint8_t {
    mouse,
    laser, // a dot that everybody sees; a click does nothing
    pen,   // draws while the button is down
};

struct InkPoint { // px at scale 1 of the whole screen
    float x = 0, y = 0;
    bool operator==(InkPoint const&) const = default;
};

struct Stage {
    Panel panel = Panel::lesson; // the third of them
    std::optional<Panel> whole;  // this one alone, on the whole screen
    bool blank = false;          // nothing is shown
    Hand hand = Hand::mouse;
    std::vector<std::vector<InkPoint>> ink; // strokes; another position wipes them
};

} // namespace session
