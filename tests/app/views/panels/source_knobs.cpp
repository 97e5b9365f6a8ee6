// Knobs in the source, in the lesson's text and in the toolbar.
#include "views/panels/source_knobs.hpp"

#include "support/catch.hpp"
#include "support/driver.hpp"

#include <algorithm>

using compat::Key;
namespace command = session::command;

namespace {

std::int64_t fast(Driver const& driver) { return driver.session.lesson->knobs.whole("fast"); }

struct Held {
    Driver& driver;
    Held(Driver& it, paint::Point at) : driver(it) {
        driver.move_to(at);
        compat::send_button(0, true);
        driver.frames(2);
    }
    Held(Held const&) = delete;
    Held& operator=(Held const&) = delete;
    ~Held() {
        compat::send_button(0, false);
        driver.frames(3);
    }
};

} // namespace

TEST_CASE("a number is dragged in the source and the run follows at once") {
    Driver driver(opened("gather-order"));
    session::apply(driver.session, command::SeekEnd{});
    driver.frames(3);
    auto const at = driver.at("source/knob/fast").centre();
    {
        Held const held(driver, at);
        driver.move_to({at.x + 28, at.y});
        driver.frames(2);
        CHECK(fast(driver) == 3);
        driver.move_to({at.x + 900, at.y}); // far outside the panel: as far as the knob goes
        driver.frames(2);
        CHECK(fast(driver) == 5);
        driver.move_to({at.x - 900, at.y});
        driver.frames(2);
        CHECK(fast(driver) == 0);
        driver.move_to({at.x + 14, at.y});
        driver.frames(2);
        CHECK(fast(driver) == 2);
    }
    CHECK(fast(driver) == 2);
    CHECK_FALSE(driver.shows("knob-menu/2")); // a drag is no click
    CHECK(driver.session.playback.position == driver.session.run().size());
    REQUIRE(driver.session.beside);
    CHECK(driver.session.beside->says == "fast = 1");
    CHECK(driver.shows("beside"));
    CHECK(driver.shows("toolbar/turned"));
    driver.click("beside/hide");
    CHECK_FALSE(driver.shows("beside"));
}

TEST_CASE("a click on a knob in the source opens its values and one of them is taken") {
    Driver driver(opened("gather-order"));
    driver.click("source/knob/fast");
    REQUIRE(driver.shows("knob-menu/4"));
    driver.click("knob-menu/4");
    driver.frames(2);
    CHECK(fast(driver) == 4);
    CHECK_FALSE(driver.shows("knob-menu/4"));

    auto const how = driver.at("source/knob/how"); // the number lies in it, above it
    driver.click_at({how.x + 6, how.centre().y});
    REQUIRE(driver.shows("knob-menu/one-by-one"));
    driver.click("knob-menu/one-by-one");
    driver.frames(2);
    CHECK(driver.session.lesson->knobs.choice("how") == "one-by-one");
    CHECK(fast(driver) == 4);
    driver.key(Key::k, false, true);
    driver.frames(2);
    CHECK(driver.session.lesson->knobs == lesson::defaults(*driver.session.lesson->entry));
    CHECK_FALSE(driver.shows("toolbar/turned"));
}

TEST_CASE("a knob is marked where its value stands however the line is broken") {
    for (float const width : {1600.0F, 1024.0F, 940.0F}) {
        INFO(width);
        Driver driver(opened("gather-order"), {width, 1400, 1});
        auto const panel = driver.at("panel/source");
        for (char const* mark : {"source/knob/fast", "source/knob/how"}) {
            auto const at = driver.at(mark);
            CHECK(at.x >= panel.x);
            CHECK(at.right() <= panel.right());
        }
        CHECK(driver.at("source/knob/fast").w < 40);
    }
}

TEST_CASE("what to try is a button in the lesson's text") {
    for (auto const& each : tree_catalogue()->lessons) {
        INFO(each.id);
        auto session = opened(each.id);
        std::size_t settings = 0;
        auto const text = session.lesson->text; // another run brings its own
        for (auto const& block : text)
            for (auto const& span : block.spans)
                if (span.set) {
                    ++settings;
                    session::apply(session, command::SetKnob{span.set->knob, span.set->value});
                    CHECK(session.messages.empty());
                    CHECK(lesson::to_string(session.lesson->knobs.values.at(span.set->knob)) ==
                          span.set->value);
                }
        CHECK(settings >= 2);
    }
    Driver driver(opened("gather-order"), {1600, 2000, 1});
    session::apply(driver.session, command::SeekEnd{});
    driver.frames(3);
    driver.wheel("panel/lesson", -40);
    driver.click("lesson/try/1");
    driver.frames(2);
    CHECK(fast(driver) == 0);
}

TEST_CASE("which knobs are turned is said as they stand") {
    auto session = opened("gather-order");
    CHECK(ui::turned_words(*session.lesson).empty());
    session::apply(session, command::SetKnob{"fast", "3"});
    session::apply(session, command::SetKnob{"how", "one-by-one"});
    CHECK(ui::turned_words(*session.lesson) == "how = one-by-one, fast = 3");
}
