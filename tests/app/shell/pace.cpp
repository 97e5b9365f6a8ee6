#include "support/catch.hpp"

#include "shell/pace.hpp"

using shell::FrameOutput;
using shell::Pace;

namespace {

// How many frames are drawn before it sleeps.
int settled(Pace& pace, FrameOutput const& output = {}) {
    int frames = 0;
    for (; pace.draws() && frames < 100; ++frames) pace.drawn(output, false, false);
    return frames;
}

} // namespace

TEST_CASE("a window draws a few frames when it opens and after each event and then sleeps") {
    Pace pace;
    CHECK(settled(pace) == Pace::after_event);
    CHECK_FALSE(pace.sleep().has_value());
    pace.touch();
    CHECK(settled(pace) == Pace::after_event);
}

TEST_CASE("a window that wakes without an event draws once") {
    Pace pace;
    settled(pace);
    pace.woken();
    CHECK(settled(pace) == 1);
}

TEST_CASE("waking shortens nothing that is still to be drawn") {
    Pace pace;
    pace.woken();
    CHECK(settled(pace) == Pace::after_event);
}

TEST_CASE("a window goes on while something moves") {
    Pace pace;
    FrameOutput moving;
    moving.animating = true;
    CHECK(settled(pace, moving) == 100);
    CHECK(settled(pace) == Pace::after_event);
    pace.touch();
    pace.drawn({}, true, false);
    CHECK(settled(pace) == Pace::after_event);
}

TEST_CASE("a window that nobody sees draws nothing") {
    Pace pace;
    pace.hidden();
    CHECK_FALSE(pace.draws());
}

TEST_CASE("a window sleeps no longer than the frame or a blinking caret allow") {
    Pace pace;
    FrameOutput tip;
    tip.wake_after = 0.1;
    pace.drawn(tip, false, false);
    CHECK(pace.sleep() == 0.1);
    pace.drawn(tip, false, true);
    CHECK(pace.sleep() == 0.1);
    pace.drawn({}, false, true);
    CHECK(pace.sleep() == 0.25);
    pace.drawn({}, false, false);
    CHECK_FALSE(pace.sleep().has_value());
}
