#include "views/text/timeline_text.hpp"
#include "support/catch.hpp"
#include "support/timeline_shown.hpp"

#include <algorithm>
#include <sstream>

using Catch::Matchers::ContainsSubstring;

namespace {

std::size_t columns(std::string const& line) {
    return static_cast<std::size_t>(std::count_if(
        line.begin(), line.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }));
}

std::vector<std::string> lines_of(std::string const& text) {
    std::vector<std::string> out;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) out.push_back(line);
    return out;
}

std::string text(trace::Log const& log, replay::Position position, int width) {
    replay::Index const index(log);
    return ui::text_timeline(index, replay::timeline(index), position, width);
}

} // namespace

TEST_CASE("a text timeline never is wider than asked for and ends with a newline") {
    for (auto const& name : recordings()) {
        auto const log = recorded(name);
        for (int const width : {20, 40, 80, 133})
            for (replay::Position p = 0; p <= log.size(); p += 11) {
                CAPTURE(name, width, p);
                auto const shown = text(log, p, width);
                REQUIRE_FALSE(shown.empty());
                CHECK(shown.back() == '\n');
                for (auto const& line : lines_of(shown)) {
                    CHECK(columns(line) <= static_cast<std::size_t>(std::max(width, 40)));
                    CHECK((line.empty() || line.back() != ' '));
                }
            }
    }
}

TEST_CASE("a text timeline says what runs and what waits for what") {
    auto const log = recorded("gather-order");
    auto const shown = text(log, line_position(log, 5, 1), 80);
    CHECK_THAT(shown, ContainsSubstring("clock 1.000 s"));
    CHECK_THAT(shown, ContainsSubstring("waiting: gather of 2, 3, 4"));
    CHECK_THAT(shown, ContainsSubstring("waiting: sleep(3), due 3 s"));
    CHECK_THAT(shown, ContainsSubstring("running, line 5"));
    CHECK_THAT(shown, ContainsSubstring("→ 1 s"));
    CHECK_THAT(shown, ContainsSubstring("┌ now"));
    CHECK_THAT(shown, ContainsSubstring("turn 4, 1 of 1"));
    CHECK_THAT(shown, !ContainsSubstring("done"));
    CHECK_THAT(text(log, log.size(), 80), ContainsSubstring("done: 'slow'"));
}

TEST_CASE("a lane of text shows created then scheduled then running then waiting") {
    auto const log = recorded("gather-order");
    auto const lines = lines_of(text(log, log.size(), 120));
    auto const lane = *std::find_if(lines.begin(), lines.end(),
                                    [](auto const& line) { return line.rfind("Task-2", 0) == 0; });
    auto const made = lane.find("·");
    auto const scheduled = lane.find("▒");
    auto const running = lane.find("█");
    auto const waiting = lane.find("─");
    CHECK(made < scheduled);
    CHECK(scheduled < running);
    CHECK(running < waiting);
    CHECK(lane.find("sleep(3)") != std::string::npos);
    CHECK(lane.find("✓ 'slow'") != std::string::npos);
}

TEST_CASE("the text of a program without a loop names its coroutine that never ran") {
    auto const log = from_lines(R"x(["source",1,"p.py","",[]]
[0,"line","","",0,1,1]
["text",1,"greet('Ada')"]
[0,"line","","",0,2,1]
[0,"coro.create","c1","",1,2,1]
[0,"line","","",0,3,1]
[0,"line","","",0,4,1]
[0,"coro.close","c1","",0,4,1]
["end",6,0,""]
)x");
    auto const shown = text(log, 5, 60);
    CHECK_THAT(shown, ContainsSubstring("created, not running"));
    CHECK_THAT(text(log, 6, 60), ContainsSubstring("closed, never started"));
    CHECK_THAT(text(log, 0, 60), ContainsSubstring("nothing has happened yet"));
    CHECK_THAT(text(log, 99, 60), ContainsSubstring("event 6 of 6"));
}

TEST_CASE("problems are listed under a text timeline once they have shown") {
    auto const log = recorded("never-awaited");
    CHECK_THAT(text(log, log.size(), 80), ContainsSubstring("! event"));
    CHECK_THAT(text(log, 2, 80), !ContainsSubstring("! event"));
}
