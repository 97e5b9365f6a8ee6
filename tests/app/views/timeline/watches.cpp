// Lanes of what the program holds in a name of its own.
#include "support/catch.hpp"
#include "support/timeline_shown.hpp"

#include <algorithm>

using paint::Rect;
using Kind = ui::TimelineRegion::What;

namespace {

// A queue that holds one thing after the other.
std::string const queue = R"awt(["source",1,"p.py","",[]]
["text",1,"chore('wash', 3)"]
["text",2,"ready = []"]
["text",3,"ready = deque([c1])"]
["text",4,"ready = [<bound method Task.step of <__main__.Task object>>]"]
[0,"line","","",0,1,1]
[0,"local","","",2,1,1]
[0,"line","","",0,2,1]
[0,"coro.create","c1","",1,2,1]
[0,"local","","",3,2,1]
[0,"line","","",0,3,1]
[0,"line","","",0,4,1]
[0,"local","","",4,4,1]
[0,"line","","",0,5,1]
["end",9,0,""]
)awt";

struct Watched : Shown {
    explicit Watched(float width = 1192, float height = 470) : Shown(from_lines(queue), width, height) {}
    Watched& look(replay::Position position, std::string name = "the ready queue") {
        at(position);
        chart.watches = {{std::move(name), replay::watched_values(*index, "ready", "")}};
        layout = ui::layout_timeline(input);
        return *this;
    }
    std::vector<std::string> values() const { // that stand in the lane
        Rect const lane = mark("timeline/watch/1");
        std::vector<std::string> out;
        for (auto const& text : texts())
            if (text.at.y > lane.y && text.at.y < lane.bottom() && text.at.x >= layout.plot.x)
                out.push_back(text.text);
        return out;
    }
    // The box that a value stands in.
    paint::Box box(ui::TimelineRegion const& region) const {
        for (auto const& item : layout.scene.items)
            if (auto const* found = std::get_if<paint::Box>(&item);
                found && std::abs(found->at.x - region.at.x) < 0.5F &&
                std::abs(found->at.y - region.at.y) < 0.5F)
                return *found;
        return {};
    }
};

} // namespace

TEST_CASE("a watched name has a lane with its values up to now") {
    Watched shown;
    shown.look(1);
    CHECK(shown.says("the ready queue")); // the lane is there before its first value
    CHECK(shown.values().empty());
    shown.look(3);
    REQUIRE_FALSE(shown.values().empty());
    CHECK(shown.values().back() == "[]");
    shown.look(7); // nothing of what comes later
    REQUIRE_FALSE(shown.values().empty());
    CHECK(shown.values().back() == "deque([wash])"); // whole, though its bar has no room for it
    CHECK(shown.regions(Kind::watched).size() == 2);
    CHECK_FALSE(shown.says("Task.step"));
    shown.look(9);
    auto const values = shown.values();
    REQUIRE_FALSE(values.empty());
    CHECK(values.back() == "[Task.step]");
}

TEST_CASE("the value that a watched name has now is marked") {
    Watched shown;
    for (replay::Position const position : {3, 7, 9}) {
        shown.look(position);
        auto const regions = shown.regions(Kind::watched);
        REQUIRE_FALSE(regions.empty());
        for (auto const& region : regions) {
            bool const last = &region == &regions.back();
            auto const box = shown.box(region);
            CHECK((box.stroke.role == (last ? theme::Role::accent : theme::Role::border)));
            CHECK((box.stroke_width > 1) == last);
        }
        // One ends where the next begins, and the last at *now*.
        for (std::size_t i = 1; i < regions.size(); ++i)
            CHECK(regions[i - 1].at.right() <= regions[i].at.x + 3);
        CHECK(shown.box(regions.back()).at.right() == Approx(shown.layout.now_x).margin(3));
    }
    // Where the whole run is shown, it is still the one of *now*.
    shown.input.whole_run = true;
    shown.look(7);
    auto const regions = shown.regions(Kind::watched);
    REQUIRE(regions.size() == 3);
    CHECK(shown.box(regions[1]).stroke.role == theme::Role::accent);
    CHECK(shown.box(regions[2]).stroke.role == theme::Role::border);
}

TEST_CASE("a watched value has a tip with all of it") {
    Watched shown;
    shown.look(9);
    auto const regions = shown.regions(Kind::watched);
    REQUIRE(regions.size() == 3);
    CHECK(ui::timeline_tooltip(shown.input, regions[1]) == "the ready queue\ndeque([wash])\nsince event 5");
}

TEST_CASE("the name of a watched lane stands within its column") {
    for (float const width : {600.0F, 1192.0F}) {
        Watched shown(width);
        shown.look(9, "a name that is much longer than any column of names could ever be wide");
        for (auto const& text : shown.texts())
            if (text.text.starts_with("a name")) CHECK(extents(text).right() <= shown.layout.plot.x);
        shown.look(9);
        CHECK(shown.says("the ready queue")); // uncut
    }
}
