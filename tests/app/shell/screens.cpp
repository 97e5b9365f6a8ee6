#include "shell/screens.hpp"
#include "support/catch.hpp"

using shell::Place;

TEST_CASE("a window is on the screen that shows most of it and its neighbour is another one") {
    std::vector<Place> const screens{{0, 0, 1920, 1080}, {1920, 0, 1280, 720}, {-1024, 0, 1024, 768}};
    CHECK(shell::screen_of({100, 100, 800, 600}, screens) == 0);
    CHECK(shell::screen_of({1800, 100, 800, 600}, screens) == 1);
    CHECK(shell::screen_of({-500, 0, 800, 600}, screens) == 2);
    CHECK(shell::screen_of({9000, 9000, 10, 10}, screens) == 0); // nowhere to be seen
    CHECK(shell::screen_beside({100, 100, 800, 600}, screens) == 1);
    CHECK(shell::screen_beside({1800, 100, 800, 600}, screens) == 0);
    CHECK(shell::screen_beside({-500, 0, 800, 600}, screens) == 0);
    CHECK(shell::screen_beside({0, 0, 10, 10}, {{0, 0, 1920, 1080}}) == 0);
}

TEST_CASE("a screen of many px shows what one of 1080 does, larger, unless the display tells a scale") {
    CHECK(shell::scale_on(1, 768) == 1);
    CHECK(shell::scale_on(1, 1080) == 1);
    CHECK(shell::scale_on(1, 1440) == 1);
    CHECK(shell::scale_on(1, 1800) == 1.5F);
    CHECK(shell::scale_on(1, 2160) == 2);
    CHECK(shell::scale_on(1, 4320) == 4);
    CHECK(shell::scale_on(1.25F, 2160) == 1.25F);
    CHECK(shell::scale_on(2, 1080) == 2);
    CHECK(shell::scale_on(1, 0) == 1); // no screen is known
}
