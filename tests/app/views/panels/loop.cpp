#include "support/catch.hpp"

#include "support/session_opened.hpp"
#include "views/panels/facts.hpp"
#include "views/panels/loop.hpp"

#include <algorithm>

using session::Session;

TEST_CASE("a card of the loop slides from where it was to where it is and then rests") {
    Session session = opened("gather-order");
    auto const picture = [&] {
        return ui::loop_picture(ui::loop_machine(session.state(), session.known().index), 400, {});
    };
    auto const running = [](ui::Content const& content) {
        auto const* hit = content.find("loop/running");
        return hit ? hit->at.y : -1;
    };
    // Up to where what was ready begins to run.
    while (session.state().ready.empty() || session.state().current_handle)
        session::move_to(session, session.playback.position + 1);
    auto const next = session.state().ready.front();
    ui::LoopSlide slide;
    auto const before = slide.at(picture(), 1, 0, true);
    float const in_queue = before.find("loop/ready/1")->at.y;
    CHECK_FALSE(slide.moves());
    while (session.state().current_handle != next) session::move_to(session, session.playback.position + 1);
    float const at_rest = running(ui::loop_panel(picture()));
    CHECK(running(slide.at(picture(), 2, 1, true)) == Approx(in_queue));
    CHECK(slide.moves());
    float const half_way = running(slide.at(picture(), 2, 1.1, true));
    CHECK(half_way < in_queue);
    CHECK(half_way > at_rest);
    CHECK(running(slide.at(picture(), 2, 1.21, true)) == Approx(at_rest));
    CHECK_FALSE(slide.moves());
    // With motion off it is there at once.
    ui::LoopSlide still;
    (void)still.at(picture(), 1, 0, false);
    CHECK(running(still.at(picture(), 2, 0, false)) == Approx(at_rest));
    CHECK_FALSE(still.moves());
}

TEST_CASE("the exact level names handles and callbacks where the simple one does not") {
    Session session = opened("gather-order");
    session::move_to(session, 90);
    auto const& index = session.known().index;
    auto const task = *trace::parse_object_id("t2");
    auto const has = [](ui::Facts const& facts, std::string const& label) {
        return std::any_of(facts.facts.begin(), facts.facts.end(),
                           [&](ui::Fact const& fact) { return fact.label == label; });
    };
    CHECK_FALSE(has(ui::facts_of(session.state(), index, task), "id"));
    CHECK(has(ui::facts_of(session.state(), index, task, true), "id"));
    CHECK_FALSE(has(ui::facts_of(session.state(), index, task), "when done"));
    CHECK(has(ui::facts_of(session.state(), index, task, true), "when done"));
    auto const simple = ui::loop_machine(session.state(), index);
    auto const exact = ui::loop_machine(session.state(), index, true);
    REQUIRE_FALSE(simple.timers.empty());
    CHECK(exact.timers[0].title == trace::to_string(exact.timers[0].handle) + "  " + simple.timers[0].title);
}

TEST_CASE("a program without an asyncio loop is said to run by itself") {
    Session session = opened("round-robin-loop");
    auto const machine = [&] { return ui::loop_machine(session.state(), session.known().index); };
    session::move_to(session, 40); // its own loop runs
    CHECK(machine().running_hint == "asyncio’s event loop is not used so far: the program runs by itself");
    CHECK(machine().ready_hint == "empty: no asyncio loop has run");
    CHECK(machine().timers_hint == "none: no asyncio loop has run");
    session::move_to(session, session.run().size());
    CHECK(machine().running_hint == "asyncio’s event loop was not used: the program ran by itself");
    session::move_to(session, 40); // what came later is not told where it has not happened
    CHECK(machine().running_hint.find("so far") != std::string::npos);

    // Before a loop begins nothing tells that one will, and afterwards it is the loop that does not run.
    Session with = opened("gather-order");
    auto const hint = [&] { return ui::loop_machine(with.state(), with.known().index).running_hint; };
    session::move_to(with, 1);
    CHECK(hint() == "asyncio’s event loop is not used so far: the program runs by itself");
    session::move_to(with, with.run().size());
    CHECK(hint() == "the loop does not run");
}
