// The program as a person meets it: a real window on an X server, a real pointer and real keys.
#include "support/catch.hpp"

#include "display.hpp"
#include "support/driver.hpp"

#include <chrono>
#include <cstdlib>
#include <string>
#include <thread>

using compat::Key;
using namespace std::chrono_literals;

namespace {

std::string title_of(std::string const& window) { return xdotool("getwindowname " + window); }

std::string event_words(session::Session const& session) {
    return "event " + std::to_string(session.playback.position) + " of " +
           std::to_string(session.run().size());
}

bool comes_to_say(std::string const& window, std::string const& words) {
    for (int i = 0; i < 400; ++i) {
        if (title_of(window).find(words) != std::string::npos) return true;
        std::this_thread::sleep_for(50ms);
    }
    return false;
}

} // namespace

TEST_CASE("a person steps through a lesson in a window with the mouse and the keys") {
    display();
    process::Command command;
    command.words = {AWAITSCOPE_PROGRAM, "open", "gather-order"};
    process::Process program(command);
    std::string const window = find_window();
    xdotool("windowfocus --sync " + window);

    // The same lesson here, to know what should be seen and where.
    int x = 0, y = 0, width = 0, height = 0;
    auto const geometry = xdotool("getwindowgeometry --shell " + window);
    auto const number = [&](std::string const& name) {
        auto const at = geometry.find(name + "=");
        return at == std::string::npos ? 0 : std::atoi(geometry.c_str() + at + name.size() + 1);
    };
    x = number("X"), y = number("Y"), width = number("WIDTH"), height = number("HEIGHT");
    REQUIRE(width >= 640);
    // The screen has 2160 px, and the display tells no scale.
    Driver driver(opened("gather-order"), {static_cast<float>(width), static_cast<float>(height), 2});
    REQUIRE(comes_to_say(window, event_words(driver.session)));

    driver.key(Key::right);
    xdotool("key Right");
    auto const asked = driver.session.lesson->narration.questions.at(0).asked;
    CHECK(driver.session.playback.position == asked);
    CHECK(comes_to_say(window, event_words(driver.session)));
    driver.key(Key::right); // the question waits
    xdotool("key Right");
    CHECK(driver.session.playback.position == asked);
    CHECK(comes_to_say(window, event_words(driver.session)));
    driver.key(Key::n);
    xdotool("key n");

    auto const click = [&](std::string const& mark) {
        auto const centre = driver.at(mark).centre();
        driver.click(mark);
        xdotool("mousemove --sync " + std::to_string(x + static_cast<int>(centre.x)) + " " +
                std::to_string(y + static_cast<int>(centre.y)));
        std::this_thread::sleep_for(150ms);
        xdotool("mousedown 1");
        std::this_thread::sleep_for(150ms);
        xdotool("mouseup 1");
        return comes_to_say(window, event_words(driver.session));
    };
    auto const before = driver.session.playback.position;
    CHECK(click("toolbar/step"));
    CHECK(driver.session.playback.position > before);
    CHECK(click("toolbar/back"));
    CHECK(driver.session.playback.position == before);

    driver.key(Key::end);
    xdotool("key End");
    CHECK(comes_to_say(window, event_words(driver.session)));

    // As quick fingers do: all at once, and Ctrl let go before the letter.
    xdotool("keydown --delay 0 ctrl keydown --delay 0 q keyup --delay 0 ctrl keyup --delay 0 q");
    auto const ended = program.wait(10s);
    REQUIRE(ended.has_value());
    CHECK(*ended == 0);
}
