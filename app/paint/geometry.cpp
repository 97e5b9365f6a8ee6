#include "paint/geometry.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numbers>

namespace paint {

namespace {

// Keeps the part of a convex polygon where sign * (x + y) <= sign * limit.
std::vector<Point> half(std::vector<Point> const& polygon, float limit, float sign) {
    std::vector<Point> kept;
    kept.reserve(polygon.size() + 2);
    for (std::size_t i = 0; i < polygon.size(); ++i) {
        Point const a = polygon[i], b = polygon[(i + 1) % polygon.size()];
        float const da = sign * (a.x + a.y - limit), db = sign * (b.x + b.y - limit);
        if (da <= 0) kept.push_back(a);
        if ((da < 0 && db > 0) || (da > 0 && db < 0)) {
            float const t = da / (da - db);
            kept.push_back({a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t});
        }
    }
    return kept;
}

} // namespace

std::vector<Point> outline(Rect rect, float radius) {
    radius = std::clamp(radius, 0.0F, std::max(0.0F, std::min(rect.w, rect.h) / 2));
    if (radius < 0.5F)
        return {
            {rect.x, rect.y}, {rect.right(), rect.y}, {rect.right(), rect.bottom()}, {rect.x, rect.bottom()}};
    constexpr int steps = 5;
    Point const centres[] = {{rect.x + radius, rect.y + radius},
                             {rect.right() - radius, rect.y + radius},
                             {rect.right() - radius, rect.bottom() - radius},
                             {rect.x + radius, rect.bottom() - radius}};
    std::vector<Point> points;
    points.reserve(4 * static_cast<std::size_t>(steps + 1));
    for (int corner = 0; corner < 4; ++corner) {
        for (int i = 0; i <= steps; ++i) {
            float const angle = std::numbers::pi_v<float> *
                                (1 + 0.5F * (static_cast<float>(corner) + static_cast<float>(i) / steps));
            points.push_back(
                {centres[corner].x + radius * std::cos(angle), centres[corner].y + radius * std::sin(angle)});
        }
    }
    return points;
}

std::vector<Point> between_diagonals(std::vector<Point> const& convex, float low, float high) {
    std::vector<Point> part = half(half(convex, high, 1), low, -1);
    if (part.size() < 3) part.clear();
    return part;
}

std::vector<std::vector<Point>> dashes(std::vector<Point> points, bool closed) {
    std::vector<std::vector<Point>> pieces;
    if (points.size() < 2) return pieces;
    if (closed) points.push_back(points.front());
    bool drawn = true;
    float left = dash;
    std::vector<Point> piece{points.front()};
    for (std::size_t i = 1; i < points.size(); ++i) {
        Point from = points[i - 1];
        Point const to = points[i];
        float length = std::hypot(to.x - from.x, to.y - from.y);
        while (length > left) {
            float const t = left / length;
            from = {from.x + (to.x - from.x) * t, from.y + (to.y - from.y) * t};
            length -= left;
            if (drawn) {
                piece.push_back(from);
                pieces.push_back(std::move(piece));
            }
            drawn = !drawn;
            left = drawn ? dash : dash_gap;
            piece = {from};
        }
        left -= length;
        piece.push_back(to);
    }
    if (drawn && piece.size() > 1) pieces.push_back(std::move(piece));
    return pieces;
}

Head arrow_head(std::vector<Point> const& points, float width) {
    Point const tip = points.back(), before = points[points.size() - 2];
    float const length = std::max(std::hypot(tip.x - before.x, tip.y - before.y), 0.001F);
    float const ux = (tip.x - before.x) / length, uy = (tip.y - before.y) / length;
    float const size = 5 + 2 * width;
    Point const base{tip.x - ux * size, tip.y - uy * size};
    float const half_width = size * 0.5F;
    return {tip,
            {base.x - uy * half_width, base.y + ux * half_width},
            {base.x + uy * half_width, base.y - ux * half_width},
            base};
}

} // namespace paint
