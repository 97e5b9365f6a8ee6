#include "views/timeline/panel.hpp"
#include "commands/command_table.hpp"
#include "support/catch.hpp"
#include "support/driver.hpp"

TEST_CASE("the tabs of the timeline change its axis and the switch shows the whole run") {
    Driver driver(opened("gather-order"));
    driver.click("timeline/by-clock");
    CHECK(driver.session.look.timeline.axis == session::Axis::clock);
    driver.click("timeline/by-step");
    CHECK(driver.session.look.timeline.axis == session::Axis::step);
    CHECK(driver.shows("timeline/unknown"));
    driver.click("timeline/whole-run");
    driver.frames(2);
    CHECK(driver.session.look.whole_run);
    CHECK_FALSE(driver.shows("timeline/unknown"));
}

TEST_CASE("the pill of now is dragged along the timeline and the cursor goes with it") {
    Driver driver(opened("gather-order"));
    session::apply(driver.session, session::command::Seek{120});
    driver.frames(2);
    auto const pill = driver.at("timeline/now").centre();
    driver.drag(pill, {pill.x - 220, pill.y});
    driver.frames(2);
    CHECK(driver.session.playback.position < 120);
    CHECK(driver.session.playback.position > 0);
    // All in one frame. What was not over where the cursor is now has no room of its own there, so the pill
    // lags behind by that.
    CHECK(driver.at("timeline/now").centre().x == Approx(pill.x - 220).margin(40));
}

TEST_CASE("a drag on the lanes pans and the session knows what is seen") {
    Driver driver(opened("gather-order"));
    session::apply(driver.session, session::command::SeekEnd{});
    session::apply(driver.session, session::command::Zoom{4});
    driver.frames(3);
    auto const before = driver.session.seen;
    auto const lane = driver.at("timeline/lane/t2");
    driver.drag({lane.right() - 220, lane.centre().y}, {lane.right() - 100, lane.centre().y});
    driver.frames(2);
    CHECK((before.view.left - driver.session.seen.view.left) * before.scale == Approx(120).margin(6));
    CHECK(driver.session.look.timeline.left == Approx(driver.session.seen.view.left));
}

TEST_CASE("a timeline nobody touches asks for nothing once it is settled") {
    Driver driver(opened("create-task"));
    session::apply(driver.session, session::command::Seek{60});
    driver.frames(4);
    auto const settled = driver.session.look.timeline;
    driver.frames(5);
    CHECK(driver.session.look.timeline == settled);
    CHECK_FALSE(driver.output.animating);
}

TEST_CASE("a tip stands by the pointer and never across the line of now") {
    paint::Rect const screen{0, 0, 1000, 600};
    for (float const now : {20.0F, 300.0F, 500.0F, 800.0F, 990.0F})
        for (float x = 5; x < 1000; x += 45) {
            auto const at = ui::tip_place({x, 200}, 320, 60, screen, now);
            CAPTURE(now, x, at.x);
            CHECK(at.x >= 6);
            CHECK(at.right() <= 994.01F);
            CHECK((at.right() < now || at.x > now));
        }
    CHECK(ui::tip_place({100, 200}, 320, 60, screen, std::nullopt).x == 114);
    CHECK(ui::tip_place({100, 590}, 320, 60, screen, std::nullopt).bottom() < 590);
}

TEST_CASE("the switch for futures and its key show their lanes") {
    Driver driver(opened("gather-order"));
    session::apply(driver.session, session::command::Seek{80});
    driver.frames(2);
    driver.click("timeline/futures");
    driver.frames(2);
    CHECK(driver.session.look.futures);
    CHECK(driver.shows("timeline/future/f1"));
    session::apply(driver.session,
                   session::command_for({session::letter('U')}, session::Context::studio)->command);
    driver.frames(2);
    CHECK_FALSE(driver.shows("timeline/future/f1"));
}
