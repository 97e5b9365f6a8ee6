#include "paint/scene.hpp"
#include "paint/geometry.hpp"
#include "support/catch.hpp"

#include <cmath>

using namespace paint;
using theme::Font;
using theme::Role;

namespace {

float area(std::vector<Point> const& polygon) {
    float sum = 0;
    for (std::size_t i = 0; i < polygon.size(); ++i) {
        Point const a = polygon[i], b = polygon[(i + 1) % polygon.size()];
        sum += a.x * b.y - b.x * a.y;
    }
    return std::abs(sum) / 2;
}

} // namespace

TEST_CASE("a scene added to another moves every kind of item and nothing else") {
    Scene inner;
    inner.add(filled({1, 2, 3, 4}, Role::accent, 5));
    inner.add(arrow({0, 0}, {10, 0}, Role::edge));
    inner.add(Circle{{4, 4}, 2, Role::good, {}, 1});
    inner.add(Text{{7, 8}, "now"});
    inner.add(Clip{{0, 0, 9, 9}});
    inner.add(Unclip{});
    Scene outer;
    outer.add(inner, {100, 50});
    REQUIRE(outer.items.size() == 6);
    CHECK(std::get<Box>(outer.items[0]) == filled({101, 52, 3, 4}, Role::accent, 5));
    CHECK(std::get<Path>(outer.items[1]).points == std::vector<Point>{{100, 50}, {110, 50}});
    CHECK(std::get<Circle>(outer.items[2]).centre == Point{104, 54});
    CHECK(std::get<Text>(outer.items[3]).at == Point{107, 58});
    CHECK(std::get<Clip>(outer.items[4]).at == Rect{100, 50, 9, 9});
    CHECK(inner == inner);
    CHECK_FALSE(inner == outer);
}

TEST_CASE("a colour is a role of the theme or fixed and its opacity multiplies") {
    CHECK(resolve(Role::now, theme::light()) == theme::light()[Role::now]);
    CHECK(resolve({Role::now, 0.5F}, theme::dark()).a == 128);
    CHECK(resolve(theme::Rgba{1, 2, 3, 200}, theme::light()) == theme::Rgba{1, 2, 3, 200});
    CHECK(Color{}.none());
    CHECK(Color{Role::text, 0}.none());
    CHECK_FALSE(Color{Role::text}.none());
}

TEST_CASE("text in a rectangle has its capitals in the middle and keeps to its width") {
    Rect const in{10, 20, 100, 40};
    Text const start = text_in(in, "wakeup", Font::semibold, 14, Role::text, Align::start, 8);
    float const cap = theme::line_metrics(Font::semibold, 14).cap_height;
    CHECK(start.at.x == 18);
    CHECK(start.at.y - cap / 2 == Approx(40));
    CHECK(start.max_width == 84);
    CHECK(text_in(in, "x", Font::mono, 12, Role::text, Align::middle).at.x == 60);
    CHECK(text_in(in, "x", Font::mono, 12, Role::text, Align::end, 8).at.x == 102);
}

TEST_CASE("a rectangle holds its left and top edges but not its right and bottom ones") {
    Rect const r{1, 2, 3, 4};
    CHECK(r.contains({1, 2}));
    CHECK_FALSE(r.contains({4, 3}));
    CHECK_FALSE(r.contains({2, 6}));
    CHECK(inset(r, 1) == Rect{2, 3, 1, 2});
}

TEST_CASE("a stripe is the part of a shape between two diagonals") {
    std::vector<Point> const square = outline({0, 0, 10, 10}, 0);
    CHECK(area(between_diagonals(square, 0, 10)) == Approx(50));
    CHECK(area(between_diagonals(square, 5, 10)) == Approx(37.5));
    CHECK(area(between_diagonals(square, -5, 30)) == Approx(100));
    CHECK(between_diagonals(square, 21, 25).empty());
    CHECK(between_diagonals(square, -9, -1).empty());
}

TEST_CASE("stripes never leave the round corners of their shape") {
    Rect const at{0, 0, 20, 12};
    std::vector<Point> const shape = outline(at, 4);
    float stripes = 0;
    for (float low = 0; low < 32; low += 2) stripes += area(between_diagonals(shape, low, low + 2));
    CHECK(stripes == Approx(area(shape)));
    CHECK(area(shape) < 240);
    CHECK(area(shape) > 240 - 16);
    for (Point p : shape) CHECK((p.x >= 0 && p.x <= 20 && p.y >= 0 && p.y <= 12));
}

TEST_CASE("dashes of a line are as long as said and leave gaps between") {
    auto const pieces = dashes({{0, 0}, {21, 0}}, false);
    REQUIRE(pieces.size() == 3);
    CHECK(pieces[0] == std::vector<Point>{{0, 0}, {4, 0}});
    CHECK(pieces[1] == std::vector<Point>{{8, 0}, {12, 0}});
    CHECK(pieces[2] == std::vector<Point>{{16, 0}, {20, 0}});
    CHECK(dashes({{0, 0}}, false).empty());
    CHECK(dashes({{0, 0}, {3, 0}, {3, 3}}, false) ==
          std::vector<std::vector<Point>>{{{0, 0}, {3, 0}, {3, 1}}});
}

TEST_CASE("an arrow's head ends at its last point and its shaft before") {
    Head const head = arrow_head({{0, 0}, {0, 50}}, 1.5F);
    CHECK(head.tip == Point{0, 50});
    CHECK(head.base.x == Approx(0).margin(1e-4));
    CHECK(head.base.y == Approx(42));
    CHECK(std::abs(head.left.x - head.right.x) == Approx(8));
    CHECK(head.left.y == Approx(head.right.y));
    Head const none = arrow_head({{5, 5}, {5, 5}}, 1);
    CHECK(std::isfinite(none.base.x));
}
