#include "paint/imgui.hpp"

#include "paint/geometry.hpp"
#include "theme/fonts.hpp"
#include "theme/imgui_compat.hpp"
#include "theme/style.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace paint {

namespace {

struct Canvas {
    theme::Theme const& theme;
    ImDrawList* list;
    Point origin;
    float scale;

    ImVec2 place(Point p) const { return {origin.x + p.x * scale, origin.y + p.y * scale}; }
    ImU32 ink(Color color) const { return theme::packed(resolve(color, theme)); }
    // Whole px, so that straight edges are crisp.
    ImVec2 snap(Point p) const {
        ImVec2 const at = place(p);
        return {std::round(at.x), std::round(at.y)};
    }
    bool seen(float left, float top, float right, float bottom) const {
        ImVec2 const min = list->GetClipRectMin(), max = list->GetClipRectMax();
        ImVec2 const a = place({left, top}), b = place({right, bottom});
        return a.x <= max.x && b.x >= min.x && a.y <= max.y && b.y >= min.y;
    }
};

void polyline(Canvas const& canvas, std::vector<Point> const& points, ImU32 ink, float width, bool closed) {
    std::vector<ImVec2> placed;
    placed.reserve(points.size());
    for (Point p : points) placed.push_back(canvas.place(p));
    compat::polyline(canvas.list, placed.data(), static_cast<int>(placed.size()), ink, closed,
                     width * canvas.scale);
}

void polygon(Canvas const& canvas, std::vector<Point> const& points, ImU32 ink) {
    std::vector<ImVec2> placed;
    placed.reserve(points.size());
    for (Point p : points) placed.push_back(canvas.place(p));
    canvas.list->AddConvexPolyFilled(placed.data(), static_cast<int>(placed.size()), ink);
}

void hatch(Canvas const& canvas, Box const& box) {
    ImVec2 const min = canvas.list->GetClipRectMin(), max = canvas.list->GetClipRectMax();
    float const left = std::max(box.at.x, (min.x - canvas.origin.x) / canvas.scale);
    float const top = std::max(box.at.y, (min.y - canvas.origin.y) / canvas.scale);
    float const right = std::min(box.at.right(), (max.x - canvas.origin.x) / canvas.scale);
    float const bottom = std::min(box.at.bottom(), (max.y - canvas.origin.y) / canvas.scale);
    std::vector<Point> const shape = outline(box.at, box.radius);
    constexpr float period = stripe_period * std::numbers::sqrt2_v<float>;
    constexpr float width = stripe_width * std::numbers::sqrt2_v<float>;
    ImU32 const ink = canvas.ink(box.hatch);
    for (float low = std::floor((left + top) / period) * period; low < right + bottom; low += period) {
        std::vector<Point> const stripe = between_diagonals(shape, low, low + width);
        if (!stripe.empty()) polygon(canvas, stripe, ink);
    }
}

void draw(Canvas const& canvas, Box const& box) {
    float const edge = box.stroke.none() ? 0 : box.stroke_width;
    if (!canvas.seen(box.at.x - edge, box.at.y - edge, box.at.right() + edge, box.at.bottom() + edge)) return;
    ImVec2 const min = canvas.snap({box.at.x, box.at.y});
    ImVec2 const max = canvas.snap({box.at.right(), box.at.bottom()});
    float const rounding = box.radius * canvas.scale;
    if (!box.fill.none()) canvas.list->AddRectFilled(min, max, canvas.ink(box.fill), rounding);
    if (!box.hatch.none()) hatch(canvas, box);
    if (box.stroke.none()) return;
    if (box.dashed) {
        for (auto const& piece : dashes(outline(box.at, box.radius), true))
            polyline(canvas, piece, canvas.ink(box.stroke), box.stroke_width, false);
    } else {
        compat::rect(canvas.list, min, max, canvas.ink(box.stroke), rounding,
                     box.stroke_width * canvas.scale);
    }
}

// Level and upright lines of a path lie on whole px; others are smooth.
std::vector<Point> crisp(Canvas const& canvas, Path const& path) {
    std::vector<Point> points = path.points;
    if (points.size() != 2 || path.closed) return points;
    float const odd = std::fmod(std::max(1.0F, std::round(path.width * canvas.scale)), 2.0F) / 2;
    auto const align = [&](float& a, float& b, float origin) {
        if (std::abs(a - b) > 0.01F) return;
        a = b = (std::floor(origin + a * canvas.scale) + odd - origin) / canvas.scale;
    };
    align(points[0].x, points[1].x, canvas.origin.x);
    align(points[0].y, points[1].y, canvas.origin.y);
    return points;
}

void draw(Canvas const& canvas, Path const& path) {
    if (path.points.size() < 2) return;
    float left = path.points[0].x, right = left, top = path.points[0].y, bottom = top;
    for (Point p : path.points) {
        left = std::min(left, p.x), right = std::max(right, p.x);
        top = std::min(top, p.y), bottom = std::max(bottom, p.y);
    }
    float const edge = path.width + (path.arrow ? 8.0F : 0.0F);
    if (!canvas.seen(left - edge, top - edge, right + edge, bottom + edge)) return;
    if (!path.fill.none() && path.points.size() > 2) polygon(canvas, path.points, canvas.ink(path.fill));
    if (path.stroke.none()) return;
    ImU32 const ink = canvas.ink(path.stroke);
    std::vector<Point> points = crisp(canvas, path);
    if (path.arrow) {
        Head const head = arrow_head(points, path.width);
        points.back() = head.base;
        polygon(canvas, {head.tip, head.left, head.right}, ink);
    }
    if (path.dashed) {
        for (auto const& piece : dashes(points, path.closed)) polyline(canvas, piece, ink, path.width, false);
    } else {
        polyline(canvas, points, ink, path.width, path.closed);
    }
}

void draw(Canvas const& canvas, Circle const& circle) {
    float const reach = circle.radius + circle.stroke_width;
    Point const c = circle.centre;
    if (!canvas.seen(c.x - reach, c.y - reach, c.x + reach, c.y + reach)) return;
    ImVec2 const at = canvas.place(c);
    float const radius = circle.radius * canvas.scale;
    if (!circle.fill.none()) canvas.list->AddCircleFilled(at, radius, canvas.ink(circle.fill));
    if (!circle.stroke.none())
        canvas.list->AddCircle(at, radius, canvas.ink(circle.stroke), 0, circle.stroke_width * canvas.scale);
}

void draw(Canvas const& canvas, Text const& text) {
    if (text.text.empty() || text.color.none()) return;
    float const em = text.size;
    if (!canvas.seen(-1e9F, text.at.y - 1.2F * em, 1e9F, text.at.y + 0.5F * em)) return;
    std::string cut;
    std::string const* shown = &text.text;
    if (text.max_width > 0) {
        cut = theme::ellipsis(text.font, em, text.text, text.max_width);
        shown = &cut;
    }
    float x = text.at.x;
    float const width = theme::text_width(text.font, em, *shown);
    if (text.align == Align::middle) x -= width / 2;
    if (text.align == Align::end) x -= width;
    if (!canvas.seen(x, text.at.y - 1.2F * em, x + width, text.at.y + 0.5F * em)) return;
    theme::Drawn const drawn = theme::font_for(text.font, em);
    ImVec2 at = canvas.place({x, text.at.y});
    float const size = drawn.size * canvas.scale;
    at.y = std::round(at.y) - std::round(compat::ascent(drawn.font, size));
    canvas.list->AddText(drawn.font, size, at, canvas.ink(text.color), shown->data(),
                         shown->data() + shown->size());
}

} // namespace

void paint_imgui(Scene const& scene, theme::Theme const& theme, ImDrawList* list, Point origin, float scale) {
    Canvas const canvas{theme, list, origin, scale};
    int clips = 0;
    for (Item const& item : scene.items) {
        if (auto const* clip = std::get_if<Clip>(&item)) {
            list->PushClipRect(canvas.snap({clip->at.x, clip->at.y}),
                               canvas.snap({clip->at.right(), clip->at.bottom()}), true);
            ++clips;
        } else if (std::holds_alternative<Unclip>(item)) {
            if (clips > 0) {
                list->PopClipRect();
                --clips;
            }
        } else {
            std::visit(
                [&](auto const& it) {
                    if constexpr (requires { draw(canvas, it); }) draw(canvas, it);
                },
                item);
        }
    }
    for (; clips > 0; --clips) list->PopClipRect();
}

} // namespace paint
