// Lanes of coroutines and generators that are driven by hand.
#include "support/catch.hpp"
#include "support/timeline_shown.hpp"
#include "views/panels/facts.hpp"

#include <algorithm>

using ui::BarForm;
using Kind = ui::TimelineRegion::What;

namespace {

// A generator that yields from another; a third is never started.
std::string const interview = R"awt(["source",1,"p.py","",[]]
["text",1,"interview()"]
["text",2,"ask('name?')"]
["text",3,"yield"]
["text",4,"'ADA'"]
["text",5,"None"]
["text",6,"spare()"]
[0,"line","","",0,11,1]
[0,"coro.create","c1","g1",1,11,1]
[0,"line","","",0,12,1]
[0,"coro.start","c1","",0,12,1]
[0,"line","c1","",0,6,1]
[0,"coro.create","c2","g2",2,6,1]
[0,"coro.start","c2","c1",0,6,1]
[0,"line","c2","",0,2,1]
[0,"coro.suspend","c2","",3,2,1]
[0,"line","","",0,13,1]
[0,"coro.create","c3","g3",6,13,1]
[0,"line","","",0,14,1]
[0,"coro.resume","c2","",0,2,1]
[0,"line","c2","",0,3,1]
[0,"coro.return","c2","",4,3,1]
[0,"line","c1","",0,7,1]
[0,"coro.return","c1","",5,7,1]
[0,"line","","",0,15,1]
["end",18,0,""]
)awt";

std::vector<ui::TimelineRegion> frames_of(Shown const& shown, std::size_t level) {
    auto out = shown.regions(Kind::frame);
    std::erase_if(out, [&](auto const& each) { return each.level != level; });
    return out;
}

} // namespace

TEST_CASE("a generator is not called a coroutine in the lanes") {
    Shown shown(from_lines(interview));
    shown.at(2);
    CHECK(shown.says("generator, not running"));
    auto const chip = shown.bars("c1");
    REQUIRE(chip.size() == 1);
    auto const tip = ui::timeline_tooltip(shown.input, chip[0]);
    CHECK(tip.find("Calling a generator function only makes this object") != std::string::npos);
    auto const names = shown.regions(Kind::name);
    auto const own = std::find_if(names.begin(), names.end(),
                                  [](auto const& each) { return trace::to_string(each.id) == "c1"; });
    REQUIRE(own != names.end());
    CHECK(ui::timeline_tooltip(shown.input, *own) == "interview()  generator");
    for (auto const& text : shown.texts()) CHECK(text.text.find("coroutine") == std::string::npos);
    auto const facts = ui::facts_of(shown.state, *shown.index, own->id);
    CHECK(facts.kind == "generator");
}

TEST_CASE("a chain that is driven by hand shows who of it runs and where it is suspended") {
    Shown shown(from_lines(interview));
    shown.at(10); // suspended
    auto const outer = frames_of(shown, 0);
    auto const inner = frames_of(shown, 1);
    REQUIRE(outer.size() == 2);
    REQUIRE(inner.size() == 2);
    CHECK(outer[0].form == BarForm::running);
    CHECK(outer[1].form == BarForm::suspended);
    CHECK(inner[0].form == BarForm::running);
    CHECK(inner[1].form == BarForm::suspended);
    CHECK(inner[0].at.y >= outer[0].at.bottom());
    CHECK(inner[0].at.x == Approx(outer[1].at.x).margin(0.01));
    CHECK(shown.says("suspended: yield"));
    CHECK(shown.bars("c1").size() == 1); // from its call to its start: all else is in the frames
    auto const tip = [&](ui::TimelineRegion const& at) { return ui::timeline_tooltip(shown.input, at); };
    CHECK(tip(outer[1]).find("interview() is suspended at line 6, until what it yields from is over (driven "
                             "by hand)") == 0);
    CHECK(tip(inner[1]).find("ask('name?') is suspended at line 2: whoever drives it goes on") == 0);

    Shown small(from_lines(interview), 900, 190); // where there is no room one bar shows them all
    small.at(10);
    CHECK(small.regions(Kind::frame).empty());
    auto const bars = small.bars("c1");
    REQUIRE(bars.size() == 3);
    CHECK(std::count_if(bars.begin(), bars.end(),
                        [](auto const& each) { return each.form == BarForm::waiting; }) == 1);
}

TEST_CASE("what never started ends with the program and says so") {
    Shown shown(from_lines(interview));
    shown.at(17);
    CHECK(shown.says("generator, not running"));
    CHECK_FALSE(shown.says("never started"));
    shown.at(18);
    CHECK(shown.says("never started"));
    CHECK_FALSE(shown.says("generator, not running"));
    auto const spare = *trace::parse_object_id("c3");
    auto const facts = ui::facts_of(shown.state, *shown.index, spare);
    CHECK(std::any_of(facts.facts.begin(), facts.facts.end(),
                      [](ui::Fact const& fact) { return fact.value == "created, never started"; }));
}

TEST_CASE("a coroutine that is closed runs its cleanup first and is closed, not failed") {
    Shown shown(from_lines(R"awt(["source",1,"p.py","",[]]
["text",1,"worker()"]
["text",2,"yield"]
["text",3,"GeneratorExit()"]
[0,"line","","",0,1,1]
[0,"coro.create","c1","",1,1,1]
[0,"line","","",0,2,1]
[0,"coro.start","c1","",0,2,1]
[0,"line","c1","",0,8,1]
[0,"coro.suspend","c1","",2,8,1]
[0,"line","","",0,3,1]
[0,"coro.close","c1","",0,3,1]
[0,"line","c1","",0,9,1]
[0,"coro.raise","c1","",3,9,1]
["end",10,0,""]
)awt"));
    auto const last = [&] { return shown.bars("c1").back(); };
    shown.at(9);
    CHECK(shown.says("running"));
    CHECK(shown.bars("c1").size() == 4);
    CHECK(last().form == BarForm::running);
    shown.at(10);
    CHECK(shown.says("closed"));
    CHECK_FALSE(shown.says("failed"));
    CHECK_FALSE(shown.says("GeneratorExit"));
}

TEST_CASE("a task's lane keeps what was driven by hand before the task was made") {
    Shown shown(from_lines(R"awt(["source",1,"p.py","",[]]
["text",1,"greet()"]
["text",2,"3"]
["text",3,"Task-1"]
[0,"line","","",0,7,1]
[0,"coro.create","c1","",1,7,1]
[0,"coro.start","c1","",0,7,1]
[0,"line","c1","",0,4,1]
[0,"line","c1","",0,5,1]
[0,"coro.return","c1","",2,5,1]
[0,"line","","",0,8,1]
[0,"line","","",0,9,1]
[0,"task.create","t1","c1",3,9,1]
)awt"));
    auto bars = shown.bars("t1");
    std::sort(bars.begin(), bars.end(), [](auto const& a, auto const& b) { return a.begin < b.begin; });
    REQUIRE(bars.size() == 3);
    CHECK(bars[0].form == BarForm::created);
    CHECK(bars[0].end == 3);
    CHECK(bars[1].form == BarForm::running);
    CHECK(bars[1].end == 6);
    CHECK(bars[2].form == BarForm::scheduled);
    CHECK(shown.says("lines 4–5"));
}
