// The two axes of the timeline: how positions and times become px, and where ticks stand.
#pragma once
#include "replay/position.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace ui {

// A stretch of a run that needs at least `width` px to be read.
struct Need {
    replay::Position begin = 0;
    replay::Position end = 0;
    double width = 0;
    bool cap = false; // it shall also not be much wider than that, however much happens in it
};

// Where each position lies on the step axis, in px at zoom 1: at[p] for position p, at[0] = 0, never falling.
// `weights`: the room each event asks for by itself; needs are then met by widening the events within them.
std::vector<double> step_axis(std::vector<float> weights, std::vector<Need> needs);

// Where each position lies on the axis by clock, in seconds, never falling: by `times` (ns, [i] of the event
// before position i + 1), and events of one instant apart, in proportion to their room on the step axis. All
// instants together take at most some three fifths of it.
std::vector<double> clock_axis(std::vector<double> const& step_axis, std::vector<std::int64_t> const& times);

// The position whose moment is nearest to `x` px at zoom 1.
replay::Position nearest_position(std::vector<double> const& axis, double x);

struct Tick {
    double at = 0; // ns
    std::string label;
    bool operator==(Tick const&) const = default;
};
// Round times (1, 2 or 5 times a power of ten) from `from` to `to` ns, at least `least_px` apart when a
// second is `px_per_second` long. At most a few hundred.
std::vector<Tick> clock_ticks(double from, double to, double px_per_second, double least_px);

// A time as short as it can be said: "1 s", "0.25 s", "2 ms", "150 µs".
std::string short_time(std::int64_t ns);

} // namespace ui
