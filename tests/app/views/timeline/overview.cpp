// The strip of the whole above the lanes.
#include "support/catch.hpp"
#include "support/timeline_shown.hpp"
#include "support/traces.hpp"
#include "views/timeline/gesture.hpp"

using Kind = ui::TimelineRegion::What;

namespace {

// What ran, as the strip draws it.
std::vector<paint::Rect> lines_in(Shown const& shown) {
    auto const strip = shown.mark("timeline/overview");
    std::vector<paint::Rect> out;
    for (auto const& item : shown.layout.scene.items)
        if (auto const* box = std::get_if<paint::Box>(&item))
            if (box->at.h < 6 && box->at.y > strip.y && box->at.bottom() < strip.bottom())
                out.push_back(box->at);
    return out;
}

} // namespace

TEST_CASE("the strip of the whole is there when the lanes show less than all that is known") {
    Shown shown(generated(4, 3000), 900);
    shown.at(40);
    CHECK(shown.mark("timeline/overview").w == 0);
    shown.at(2000);
    auto const strip = shown.mark("timeline/overview");
    auto const window = shown.mark("timeline/overview/window");
    REQUIRE(strip.w > 300);
    CHECK(strip.x == shown.layout.plot.x);
    CHECK(window.w < strip.w / 2);
    CHECK(window.x >= strip.x);
    CHECK(window.right() <= strip.right() + 1);
    CHECK(strip.bottom() < shown.mark("timeline/now").bottom());
    shown.input.view.all = true;
    shown.again();
    CHECK(shown.mark("timeline/overview").w == 0);
    shown.input.window_held = true; // who drags the window to where it shows all keeps it in the hand
    shown.again();
    CHECK(shown.mark("timeline/overview").w > 300);
}

TEST_CASE("the strip of the whole ends at now unless the whole run is shown") {
    Shown shown(generated(4, 3000), 900);
    shown.at(1200);
    float const now = shown.mark("timeline/overview").x +
                      static_cast<float>(shown.chart.axis[1200] / shown.layout.overview_units) *
                          shown.mark("timeline/overview").w;
    auto const lines = lines_in(shown);
    REQUIRE(lines.size() > 8);
    for (auto const& line : lines) CHECK(line.right() <= now + 3.5F);
    shown.input.whole_run = true;
    shown.at(1200);
    bool beyond = false;
    for (auto const& line : lines_in(shown))
        beyond = beyond || line.right() > shown.mark("timeline/overview").right() - 9;
    CHECK(beyond);
}

TEST_CASE("a step rarely moves what the strip of the whole shows") {
    Shown shown(generated(4, 3000), 900);
    int moved = 0;
    double before = 0;
    for (replay::Position p = 900; p < 1900; p += 10) {
        shown.at(p);
        moved += shown.layout.overview_units != before;
        before = shown.layout.overview_units;
    }
    CHECK(moved <= 4);
}

TEST_CASE("the window in the strip is dragged and a press beside it brings it there") {
    Shown shown(generated(4, 3000), 900);
    shown.at(2000);
    ui::TimelineDrag drag;
    ui::TimelinePointer pointer;
    pointer.inside = true;
    auto const frame = [&] {
        bool asked = false;
        for (auto const& each : ui::timeline_gesture(shown.input, shown.layout, pointer, drag)) {
            auto const* view = std::get_if<session::command::SetTimeline>(&each);
            REQUIRE(view); // and nothing is selected by it
            shown.input.view = view->view;
            shown.again();
            asked = true;
        }
        return asked;
    };
    auto const strip = shown.mark("timeline/overview");
    auto window = [&] { return shown.mark("timeline/overview/window"); };
    // Held where it was taken.
    auto const from = window();
    pointer.at = {from.x + 5, strip.centre().y};
    REQUIRE(ui::hit(shown.layout, pointer.at)->kind == Kind::overview);
    frame();
    pointer.down = true;
    CHECK_FALSE(frame());
    pointer.at.x -= 120;
    CHECK(frame());
    CHECK(window().x == Approx(from.x - 120).margin(0.6));
    CHECK(window().w == Approx(from.w).margin(0.1));
    pointer.down = false;
    CHECK_FALSE(frame());
    // Beside it.
    pointer.at.x = strip.x + 200;
    pointer.down = true;
    CHECK(frame());
    CHECK(window().centre().x == Approx(strip.x + 200).margin(0.6));
    pointer.at.x = strip.x - 300;
    frame();
    CHECK(shown.layout.view.left == 0);
}

TEST_CASE("the strip of a long run costs what is on the screen") {
    Shown shown(generated(100, 60'000), 1192);
    shown.input.view.zoom = 1;
    shown.again();
    CHECK(shown.mark("timeline/overview").w > 0);
    CHECK(lines_in(shown).size() < 400);
    Shown few(generated(6, 60'000), 1192);
    few.input.view.zoom = 1;
    few.again();
    CHECK(lines_in(few).size() < 8 * 400);
}
