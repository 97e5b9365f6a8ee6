#include "paint/scene.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace paint {

namespace {

void move(Point& p, Point by) {
    p.x += by.x;
    p.y += by.y;
}
void move(Rect& r, Point by) {
    r.x += by.x;
    r.y += by.y;
}

void shift(Box& box, Point by) { move(box.at, by); }
void shift(Path& path, Point by) {
    for (Point& p : path.points) move(p, by);
}
void shift(Circle& circle, Point by) { move(circle.centre, by); }
void shift(Text& text, Point by) { move(text.at, by); }
void shift(Clip& clip, Point by) { move(clip.at, by); }
void shift(Unclip&, Point) {}

} // namespace

Rect inset(Rect rect, float by) { return {rect.x + by, rect.y + by, rect.w - 2 * by, rect.h - 2 * by}; }

theme::Rgba resolve(Color color, theme::Theme const& theme) {
    theme::Rgba c = color.role == theme::Role::count ? color.rgba : theme[color.role];
    c.a = static_cast<std::uint8_t>(
        std::lround(static_cast<float>(c.a) * std::clamp(color.opacity, 0.0F, 1.0F)));
    return c;
}

Item moved(Item item, Point by) {
    std::visit([by](auto& it) { shift(it, by); }, item);
    return item;
}

void Scene::add(Item item) { items.push_back(std::move(item)); }

void Scene::add(Scene const& scene, Point by) {
    items.reserve(items.size() + scene.items.size());
    for (Item const& item : scene.items) items.push_back(moved(item, by));
}

Box filled(Rect at, Color fill, float radius) {
    Box box;
    box.at = at;
    box.radius = radius;
    box.fill = fill;
    return box;
}

Box outlined(Rect at, Color stroke, float radius, float width) {
    Box box;
    box.at = at;
    box.radius = radius;
    box.stroke = stroke;
    box.stroke_width = width;
    return box;
}

Path line(Point from, Point to, Color stroke, float width) {
    Path path;
    path.points = {from, to};
    path.stroke = stroke;
    path.width = width;
    return path;
}

Path arrow(Point from, Point to, Color stroke, float width) {
    Path path = line(from, to, stroke, width);
    path.arrow = true;
    return path;
}

float middle_baseline(float top, float height, theme::Font font, float size) {
    return top + (height + theme::line_metrics(font, size).cap_height) / 2;
}

Text text_in(Rect in, std::string text, theme::Font font, float size, Color color, Align align, float pad) {
    Text item;
    item.text = std::move(text);
    item.font = font;
    item.size = size;
    item.color = color;
    item.align = align;
    item.max_width = std::max(in.w - 2 * pad, 1.0F);
    item.at.y = middle_baseline(in.y, in.h, font, size);
    item.at.x = align == Align::start    ? in.x + pad
                : align == Align::middle ? in.centre().x
                                         : in.right() - pad;
    return item;
}

} // namespace paint
