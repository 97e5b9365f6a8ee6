// What a view draws, as plain values: a list of items, painted in order. Views compute scenes with pure
// functions; painters (paint/imgui.hpp, paint/svg.hpp) draw them; tests look at them. Nothing here knows Dear
// ImGui. Positions are px at scale 1, x to the right, y down, from the scene's own origin.
#pragma once
#include "theme/metrics.hpp"
#include "theme/theme.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace paint {

struct Point {
    float x = 0, y = 0;

    bool operator==(Point const&) const = default;
};

struct Rect {
    float x = 0, y = 0, w = 0, h = 0;

    float right() const { return x + w; }
    float bottom() const { return y + h; }
    Point centre() const { return {x + w / 2, y + h / 2}; }
    bool contains(Point p) const { return p.x >= x && p.x < right() && p.y >= y && p.y < bottom(); }
    bool operator==(Rect const&) const = default;
};
// `rect` made smaller by `by` on every side (larger if negative).
Rect inset(Rect rect, float by);

// A role of the theme, or a fixed colour; `opacity` 0 to 1 multiplies. Default: nothing is drawn.
struct Color {
    theme::Role role = theme::Role::count; // count: use rgba
    theme::Rgba rgba{0, 0, 0, 0};
    float opacity = 1;

    Color() = default;
    Color(theme::Role r, float o = 1) : role(r), opacity(o) {}
    Color(theme::Rgba c, float o = 1) : rgba(c), opacity(o) {}
    bool none() const { return opacity <= 0 || (role == theme::Role::count && rgba.a == 0); }
    bool operator==(Color const&) const = default;
};
theme::Rgba resolve(Color color, theme::Theme const& theme);

// A rounded rectangle: fill, then hatching (45 degrees, clipped to it), then edge; each may be none.
struct Box {
    Rect at;
    float radius = 0;
    Color fill;
    Color stroke;
    float stroke_width = 1; // drawn centred on the edge
    Color hatch;            // the stripes of "scheduled, not yet run"
    bool dashed = false;    // of the stroke
    bool operator==(Box const&) const = default;
};

// A polyline, polygon (closed, may be filled; convex if filled) or arrow (head at the last point).
struct Path {
    std::vector<Point> points;
    Color stroke;
    float width = 1;
    bool closed = false;
    Color fill;
    bool arrow = false;
    bool dashed = false;
    bool operator==(Path const&) const = default;
};

// A disc (fill), a ring (stroke), or both.
struct Circle {
    Point centre;
    float radius = 0;
    Color fill;
    Color stroke;
    float stroke_width = 1.5F;
    bool operator==(Circle const&) const = default;
};

enum class Align : unsigned char { start, middle, end };

// One line of text. Icons of theme/icons.hpp may stand in it.
struct Text {
    Point at; // on the baseline, at the start, middle or end of the text
    std::string text;
    theme::Font font = theme::Font::regular;
    float size = theme::size_body;
    Color color = theme::Role::text;
    Align align = Align::start;
    float max_width = 0; // if not 0: cut with "…" to fit
    bool operator==(Text const&) const = default;
};

// Items up to the matching Unclip are only seen inside `at`. May be nested.
struct Clip {
    Rect at;
    bool operator==(Clip const&) const = default;
};
struct Unclip {
    bool operator==(Unclip const&) const = default;
};

using Item = std::variant<Box, Path, Circle, Text, Clip, Unclip>;

struct Scene {
    std::vector<Item> items;

    void add(Item item);
    // Appends another scene, moved by `by`.
    void add(Scene const& scene, Point by);
    bool operator==(Scene const&) const = default;
};
Item moved(Item item, Point by);

// How views measure text; tests may pass their own.
using Measure = float (*)(theme::Font font, float size, std::string_view text);
inline constexpr Measure measure = &theme::text_width;

// Short forms.
Box filled(Rect at, Color fill, float radius = 0);
Box outlined(Rect at, Color stroke, float radius = 0, float width = 1);
Path line(Point from, Point to, Color stroke, float width = 1);
Path arrow(Point from, Point to, Color stroke, float width = 1.3F);
// The baseline that puts capitals in the middle of [top, top + height).
float middle_baseline(float top, float height, theme::Font font, float size);
// Text in the middle of `in` vertically; by `align` horizontally, cut to its width less `pad` on both sides.
Text text_in(Rect in, std::string text, theme::Font font, float size, Color color, Align align = Align::start,
             float pad = 0);

} // namespace paint
