// Scenes drawn offscreen: the pixels are what the items ask for.
#include "paint/imgui.hpp"
#include "shell/offscreen.hpp"
#include "support/catch.hpp"

#include <imgui.h>

#include <algorithm>

#include <cstdlib>
#include <tuple>

using namespace paint;
using theme::Rgba;
using theme::Role;

namespace {

shell::Picture drawn(Scene const& scene, float scale = 1, theme::Theme const& theme = theme::light(),
                     int width = 120, int height = 80) {
    shell::OffscreenOptions options;
    options.width = static_cast<int>(static_cast<float>(width) * scale);
    options.height = static_cast<int>(static_cast<float>(height) * scale);
    options.scale = scale;
    options.theme = &theme;
    auto const rendered = shell::render_offscreen(options, [&](shell::FrameInput const& in) {
        paint_imgui(scene, theme, ImGui::GetBackgroundDrawList(), {0, 0}, in.scale);
        return shell::FrameOutput{};
    });
    INFO(rendered.error);
    REQUIRE(rendered.error.empty());
    REQUIRE(rendered.picture.rgba.size() ==
            static_cast<std::size_t>(options.width) * static_cast<std::size_t>(options.height) * 4);
    return rendered.picture;
}

Rgba pixel(shell::Picture const& picture, int x, int y) {
    std::uint8_t const* const p = picture.at(x, y);
    return {p[0], p[1], p[2], p[3]};
}

bool near(Rgba a, Rgba b) {
    return std::abs(a.r - b.r) <= 2 && std::abs(a.g - b.g) <= 2 && std::abs(a.b - b.b) <= 2;
}

int count(shell::Picture const& picture, Rgba color) {
    int n = 0;
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x) n += near(pixel(picture, x, y), color);
    return n;
}

} // namespace

TEST_CASE("a filled box covers exactly its rectangle at every scale") {
    Scene scene;
    scene.add(filled({10, 20, 40, 16}, Role::now));
    for (float scale : {1.0F, 1.5F, 2.0F}) {
        for (theme::Theme const* theme : {&theme::light(), &theme::dark()}) {
            auto const picture = drawn(scene, scale, *theme);
            CHECK(count(picture, (*theme)[Role::now]) ==
                  static_cast<int>(40 * scale) * static_cast<int>(16 * scale));
            auto const s = [scale](float v) { return static_cast<int>(v * scale); };
            CHECK(near(pixel(picture, s(10), s(20)), (*theme)[Role::now]));
            CHECK(near(pixel(picture, s(10) - 1, s(20)), (*theme)[Role::background]));
            CHECK(near(pixel(picture, s(50), s(30)), (*theme)[Role::background]));
        }
    }
}

TEST_CASE("round corners leave the ground visible") {
    Scene scene;
    scene.add(filled({10, 10, 60, 40}, Role::accent, 8));
    auto const picture = drawn(scene);
    CHECK(near(pixel(picture, 10, 10), theme::light()[Role::background]));
    CHECK(near(pixel(picture, 40, 10), theme::light()[Role::accent]));
}

TEST_CASE("hatching shows both its colours within the box and nothing outside") {
    Scene scene;
    Box box = filled({20, 20, 60, 24}, Role::soft1, 4);
    box.hatch = Role::task1;
    scene.add(box);
    auto const picture = drawn(scene);
    int const stripes = count(picture, theme::light()[Role::task1]),
              ground = count(picture, theme::light()[Role::soft1]);
    CHECK(stripes > 150);
    CHECK(ground > 300);
    CHECK(stripes < ground);
    for (int x = 0; x < 120; ++x) {
        CHECK(near(pixel(picture, x, 19), theme::light()[Role::background]));
        CHECK(near(pixel(picture, x, 44), theme::light()[Role::background]));
    }
}

TEST_CASE("a clip hides what is outside and ends where it should") {
    Scene scene;
    scene.add(Clip{{0, 0, 30, 80}});
    scene.add(filled({10, 10, 100, 10}, Role::now));
    scene.add(Unclip{});
    scene.add(filled({10, 40, 100, 10}, Role::now));
    auto const picture = drawn(scene);
    CHECK(near(pixel(picture, 29, 15), theme::light()[Role::now]));
    CHECK(near(pixel(picture, 30, 15), theme::light()[Role::background]));
    CHECK(near(pixel(picture, 100, 45), theme::light()[Role::now]));
}

TEST_CASE("text stands on its baseline where it is aligned to") {
    Scene scene;
    Text text{{60, 50}, "HHH", theme::Font::semibold, 20, Role::text, Align::middle};
    scene.add(text);
    auto const picture = drawn(scene);
    int left = 999, right = -1, top = 999, bottom = -1;
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x) {
            if (pixel(picture, x, y).r > 140) continue;
            left = std::min(left, x), right = std::max(right, x);
            top = std::min(top, y), bottom = std::max(bottom, y);
        }
    }
    CHECK(bottom == Approx(49).margin(1));
    CHECK(bottom - top + 1 == Approx(theme::line_metrics(text.font, text.size).cap_height).margin(1.1));
    CHECK((left + right + 1) / 2.0 == Approx(60).margin(1.5));
}

TEST_CASE("a level line one px wide is one px of its full colour") {
    Scene scene;
    scene.add(line({10, 30}, {110, 30}, Role::now, 1));
    auto const picture = drawn(scene);
    int rows = 0;
    for (int y = 0; y < 80; ++y) rows += near(pixel(picture, 60, y), theme::light()[Role::now]);
    CHECK(rows == 1);
}

TEST_CASE("two drawings of one scene are equal byte for byte") {
    Scene scene;
    scene.add(Text{{4, 20}, "awaits gather of 2"});
    scene.add(arrow({10, 30}, {100, 70}, Role::edge));
    CHECK(drawn(scene).rgba == drawn(scene).rgba);
}

TEST_CASE("the frame is told the size in px at scale 1 and presenter type counts as scale") {
    shell::OffscreenOptions options;
    options.width = 1400;
    options.height = 700;
    options.scale = 2;
    options.theme = &theme::presenter();
    shell::FrameInput seen;
    auto const rendered = shell::render_offscreen(options, [&](shell::FrameInput const& in) {
        seen = in;
        return shell::FrameOutput{};
    });
    REQUIRE(rendered.error.empty());
    CHECK(seen.scale == Approx(2.8));
    CHECK(seen.width == Approx(500));
    CHECK(seen.height == Approx(250));
    CHECK(seen.time > 0);
}

TEST_CASE("a frame may change the theme from the next frame on") {
    shell::OffscreenOptions options;
    options.width = options.height = 16;
    auto const rendered = shell::render_offscreen(options, [](shell::FrameInput const&) {
        shell::FrameOutput out;
        out.theme = &theme::dark();
        return out;
    });
    REQUIRE(rendered.error.empty());
    CHECK(near(pixel(rendered.picture, 8, 8), theme::dark()[Role::background]));
}

TEST_CASE("pictures of impossible sizes and scales are refused in one sentence") {
    for (auto [width, height, scale] : {std::tuple{0, 100, 1.0F},
                                        {100, -1, 1.0F},
                                        {100, 99999, 1.0F},
                                        {100, 100, 0.0F},
                                        {100, 100, 100.0F}}) {
        shell::OffscreenOptions options;
        options.width = width;
        options.height = height;
        options.scale = scale;
        auto const rendered =
            shell::render_offscreen(options, [](shell::FrameInput const&) { return shell::FrameOutput{}; });
        CHECK_FALSE(rendered.error.empty());
        CHECK(rendered.error.back() == '.');
        CHECK(rendered.picture.rgba.empty());
    }
}
