// The lines a program printed, under the pointer.
#include "views/panels/output.hpp"
#include "support/catch.hpp"
#include "support/driver.hpp"
#include "support/scene_words.hpp"
#include "trace/reader.hpp"

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

TEST_CASE("what went to standard error is marked so and what logging wrote there too") {
    auto const log =
        trace::read(
            R"({"awaitscope":2,"engine":"cpython","version":"3.11.7","clock":"real","program":"p","arguments":[],"knobs":{}}
["text",1,"plain\n"]
["text",2,"said\n"]
["text",3,"ERROR:root:bad\n"]
["text",4,"bad"]
[0,"print","","",1,1,0]
[1,"stderr","","",2,2,0]
[2,"log","","",4,3,0]
[3,"stderr","","",3,3,0]
["end",4,0,""]
)",
            "the test's lines")
            .log;
    auto const output = ui::output_of(replay::state_at(log, log.size()), replay::Index(log));
    REQUIRE(output.lines.size() == 3);
    CHECK(output.lines[0].to.empty());
    CHECK(output.lines[1].to == "stderr");
    CHECK(output.lines[2].to == "logging");
    auto const words = words_of(ui::output_panel(output, 500).scene);
    CHECK(words.find("stderr · event 2") != std::string::npos);
    CHECK(words.find("logging · event 4") != std::string::npos);
}
