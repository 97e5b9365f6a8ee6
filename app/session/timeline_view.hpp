// How a person looks at the timeline. Units of an axis: by step, px at zoom 1 (the view gives each event its
// room); by clock, seconds, and some more where
// much happens at one instant.
#pragma once
#include "replay/position.hpp"

#include <cstdint>
#include <optional>

namespace session {

enum class Axis : std::uint8_t {
    step,  // each switch gets room, however short it was
    clock, // waits in proportion to the loop's clock, what happens at one instant opened up
};

struct TimelineView {
    Axis axis = Axis::step;
    double zoom = 0;  // px at scale 1 for a unit; 0: as `all` says
    bool all = false; // all that is known fits the width; else the last turns, close up
    double left = 0;  // unit at the left edge of the lanes
    float scroll = 0; // px at scale 1 the lanes are scrolled down
    // The position that was brought into view last: a new one is, the same one is not, so that panning away
    // from *now* is possible.
    std::optional<replay::Position> followed;
    float followed_in = 0; // the height that the lanes had then: in another one it is brought into view again

    bool operator==(TimelineView const&) const = default;
};

// What a frame showed, so that keys can zoom and pan without knowing the layout.
struct TimelineSeen {
    TimelineView view;  // as it was laid out: fitted, kept within the run, and moved so that now is in sight
    double scale = 1;   // px for a unit
    double width = 800; // px of the plot
    double now = 0;     // unit of the cursor

    bool operator==(TimelineSeen const&) const = default;
};

// A stretch being measured, in units.
struct Measured {
    double from = 0, to = 0;
    bool operator==(Measured const&) const = default;
};

} // namespace session
