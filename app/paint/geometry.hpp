// Shapes that painters share: what a rounded rectangle, a stripe, an arrow head is, in points.
#pragma once
#include "paint/scene.hpp"

#include <vector>

namespace paint {

inline constexpr float stripe_period = 7;   // px at scale 1, across the stripes
inline constexpr float stripe_width = 2.4F; // of the dark part
inline constexpr float dash = 4, dash_gap = 4;

// The outline of a rounded rectangle, clockwise from its top left.
std::vector<Point> outline(Rect rect, float radius);

// The part of a convex polygon with low <= x + y <= high (a diagonal stripe); empty if there is none.
std::vector<Point> between_diagonals(std::vector<Point> const& convex, float low, float high);

// The pieces that are seen of a dashed line through `points`.
std::vector<std::vector<Point>> dashes(std::vector<Point> points, bool closed);

struct Head {
    Point tip, left, right, base; // base: where the shaft ends
};
// The arrow head at the end of `points` (at least two), for a shaft of `width`.
Head arrow_head(std::vector<Point> const& points, float width);

} // namespace paint
