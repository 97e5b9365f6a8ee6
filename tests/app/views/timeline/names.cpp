// The column of names, and the marks of problems.
#include "replay/findings/problems.hpp"
#include "support/catch.hpp"
#include "support/timeline_shown.hpp"

#include <algorithm>

using Kind = ui::TimelineRegion::What;

TEST_CASE("on the stage no name of a lane is cut in the first lessons") {
    for (auto const* const name :
         {"call-does-nothing", "sequential-await", "create-task", "gather-order", "cancel-delivery"}) {
        Shown shown(recorded(name), 424, 230); // as on a wide screen, beside the source
        shown.input.dress = ui::TimelineDress::stage;
        for (replay::Position at = 1; at <= shown.log.size(); at += 3) {
            shown.at(at);
            for (auto const& text : shown.texts()) {
                if (text.at.x >= shown.layout.plot.x || text.max_width <= 0) continue;
                INFO(name << " at " << at << ": " << text.text);
                CHECK(paint::measure(text.font, text.size, text.text) <= text.max_width + 1);
            }
        }
    }
}

TEST_CASE("problems too close to stand apart have one mark and it names them all") {
    Shown shown(recorded("destroyed-pending"));
    REQUIRE(shown.chart.problems.size() == 2);
    auto const marks = shown.regions(Kind::problem);
    REQUIRE(marks.size() == 2); // each can be asked for
    CHECK(marks[0].at.x == marks[1].at.x);
    CHECK(shown.says("never awaited, "));
    auto const texts = shown.texts();
    CHECK(std::count_if(texts.begin(), texts.end(),
                        [](paint::Text const& text) { return text.text.find("destroyed while") == 0; }) == 0);
    for (auto const& mark : marks) {
        auto const tip = ui::timeline_tooltip(shown.input, mark);
        CHECK(tip.find("was never awaited") != std::string::npos);
        CHECK(tip.find("was destroyed before it was over") != std::string::npos);
    }
    auto const first = shown.chart.problems[0].position;
    REQUIRE(first < shown.chart.problems[1].position);
    shown.at(first); // the second has not happened yet
    CHECK(shown.says("never awaited"));
    CHECK_FALSE(shown.says("destroyed"));
}
