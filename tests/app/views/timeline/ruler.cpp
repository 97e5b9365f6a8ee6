#include "views/timeline/ruler.hpp"
#include "support/catch.hpp"

TEST_CASE("a stretch that needs room gets it and what lies around it only moves") {
    auto const axis = ui::step_axis({1, 1, 1, 1}, {{1, 3, 50, false}});
    CHECK(axis.front() == 0);
    CHECK(axis[1] == Approx(1));
    CHECK(axis[3] - axis[1] == Approx(50));
    CHECK(axis[4] - axis[3] == Approx(1));
}

TEST_CASE("what a short stretch got counts for the longer one around it") {
    auto const axis = ui::step_axis({1, 1, 1, 1}, {{0, 4, 40, false}, {1, 2, 38, false}});
    CHECK(axis[4] == Approx(41));
}

TEST_CASE("a stretch with much in it is squeezed only if it may be") {
    std::vector<float> const much(1000, 8);
    CHECK(ui::step_axis(much, {{0, 1000, 50, false}}).back() == Approx(8000));
    auto const squeezed = ui::step_axis(much, {{0, 1000, 50, true}}).back();
    CHECK(squeezed > 100);
    CHECK(squeezed < 500);
}

TEST_CASE("events without any room of their own share what their stretch needs") {
    auto const axis = ui::step_axis({0, 0, 0, 0}, {{0, 4, 40, false}});
    CHECK(axis[1] == Approx(10));
    CHECK(axis[4] == Approx(40));
}

TEST_CASE("the nearest position undoes the axis") {
    auto const axis = ui::step_axis({3, 9, 1, 20}, {});
    for (replay::Position p = 0; p < axis.size(); ++p) CHECK(ui::nearest_position(axis, axis[p]) == p);
    CHECK(ui::nearest_position(axis, -5) == 0);
    CHECK(ui::nearest_position(axis, 1e9) == 4);
    CHECK(ui::nearest_position({}, 3) == 0);
}

TEST_CASE("ticks of the clock stand at round times with room between them") {
    auto const ticks = ui::clock_ticks(0, 3e9, 300, 84);
    REQUIRE(ticks.size() == 7);
    CHECK(ticks[0].label == "0 s");
    CHECK(ticks[1].label == "0.5 s");
    CHECK(ticks[6].label == "3 s");
    for (double const px_per_second : {1e-3, 0.7, 12.0, 1e6, 1e9})
        for (auto const& found = ui::clock_ticks(0, 1000 / px_per_second * 1e9, px_per_second, 84);
             auto const& tick : found) {
            if (&tick == &found.front()) continue;
            CHECK((tick.at - (&tick - 1)->at) / 1e9 * px_per_second >= 83.9);
        }
    CHECK(ui::clock_ticks(0, 0, 0, 80).empty());
    CHECK(ui::clock_ticks(5, 1, 10, 80).empty());
}

TEST_CASE("a time is said as shortly as it can be") {
    CHECK(ui::short_time(0) == "0 s");
    CHECK(ui::short_time(1'000'000'000) == "1 s");
    CHECK(ui::short_time(1'250'000'000) == "1.25 s");
    CHECK(ui::short_time(2'000'000) == "2 ms");
    CHECK(ui::short_time(150'000) == "150 µs");
    CHECK(ui::short_time(7) == "7 ns");
    CHECK(ui::short_time(300'000'000) == "0.3 s");
}
