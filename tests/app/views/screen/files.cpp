// What is dropped on the window, and what is opened by typing its path.
#include "support/catch.hpp"
#include "support/driver.hpp"

using Catch::Matchers::ContainsSubstring;
using compat::Key;

namespace {

std::string const data = AWAITSCOPE_ROOT "/tests/data";
std::string const lessons = AWAITSCOPE_ROOT "/lessons";

} // namespace

TEST_CASE("a recording that is dropped is opened and of several the first") {
    Driver driver(opened("gather-order"));
    driver.drop({data + "/create-task.awt", data + "/gather-order.awt"});
    CHECK_FALSE(driver.session.lesson);
    CHECK(driver.session.run().file == data + "/create-task.awt");
    CHECK(driver.session.messages.empty());
    driver.drop({lessons + "/cancel-delivery"});
    REQUIRE(driver.session.lesson);
    CHECK(driver.session.lesson->entry->id == "cancel-delivery");
}

TEST_CASE("a program that is dropped is not run and what is none is refused") {
    Driver driver(opened("gather-order"));
    driver.drop({lessons + "/create-task/program.py"});
    REQUIRE(driver.session.messages.size() == 1);
    CHECK_THAT(driver.session.messages[0].text, ContainsSubstring("not run"));
    driver.drop({"/nowhere/at-all.awt"});
    REQUIRE(driver.session.messages.size() == 2);
    CHECK(driver.session.messages[1].tone == session::Tone::error);
    CHECK(driver.session.lesson->entry->id == "gather-order");
}

TEST_CASE("a path is typed and opened with Enter") {
    Driver driver(opened("gather-order"));
    driver.key(Key::o, true);
    driver.frames(2);
    REQUIRE(driver.session.look.overlay == session::Overlay::files);
    driver.type(data + "/create-task.a");
    driver.frames(2);
    CHECK(driver.shows("palette/1"));
    CHECK_FALSE(driver.shows("palette/2"));
    driver.key(Key::enter);
    driver.frames(2);
    CHECK(driver.session.look.overlay == session::Overlay::none);
    CHECK(driver.session.run().file == data + "/create-task.awt");
    driver.key(Key::o, true);
    driver.key(Key::q, true); // also from within a list
    CHECK(driver.session.quit);
}

TEST_CASE("the program of a recording has the left column and what stands for a lesson is behind it") {
    for (auto const& [width, height] : {std::pair{1024.0F, 768.0F}, {1600.0F, 900.0F}, {800.0F, 600.0F}}) {
        INFO(width << "x" << height);
        Driver driver(opened_file("create-task.awt"), {width, height, 1});
        CHECK(driver.at("panel/source").h > 0.85F * height);
        CHECK_FALSE(driver.shows("panel/lesson"));
        driver.click("tab/lesson");
        driver.frames(2);
        CHECK(driver.shows("panel/lesson")); // says where lessons are
        CHECK(driver.shows("lesson/choose"));
    }
}
