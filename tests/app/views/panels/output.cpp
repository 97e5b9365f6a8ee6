// The lines a program printed, under the pointer.
#include "support/catch.hpp"
#include "support/driver.hpp"

#include <utility>

TEST_CASE("a printed line selects who printed it, and its number leads to its event, with one click") {
    auto session = opened("gather-order");
    auto const end = session.run().size();
    session::apply(session, session::command::Seek{end});
    Driver driver(std::move(session));
    auto const& index = driver.session.run().index;
    auto const printed = index.prints().front();
    auto const mark = "output/" + std::to_string(printed);
    driver.wheel("panel/output", 50);
    driver.click(mark);
    CHECK(driver.session.playback.position == end);
    CHECK(driver.session.look.selected == index.log()[printed - 1].subject);
    driver.click(mark + "/go");
    CHECK(driver.session.playback.position == printed);
}
