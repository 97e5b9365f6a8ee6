// The order that breaks a lesson, found while one goes on.
#include "session/branches/finding.hpp"

#include "session/branches/branches.hpp"
#include "support/catch.hpp"
#include "support/session_opened.hpp"

#include <chrono>
#include <thread>

using session::Session;
namespace command = session::command;

namespace {

// As frames do it.
void until_over(Session& session) {
    for (int i = 0; i < 20'000 && session.finding; ++i) {
        CHECK(session::tick(session, 0));
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    REQUIRE_FALSE(session.finding);
}

Session passed_over(std::string const& id) {
    Session session = opened(id);
    for (auto& each : session.lesson->predictions) each.skipped = true;
    return session;
}

} // namespace

TEST_CASE("the order that breaks a lesson opens as a branch with its changes in sentences") {
    Session session = passed_over("race-rare-order");
    session::apply(session, command::FindOrder{});
    REQUIRE(session.finding);
    CHECK_FALSE(session::finding_words(session).empty());
    until_over(session);
    REQUIRE(session::branches_of(session).size() == 1);
    auto const& branch = session::branches_of(session)[0];
    CHECK_FALSE(branch.conditions.schedule.empty());
    CHECK_FALSE(branch.changes.empty());
    CHECK(branch.run->log->end()->error.starts_with("AssertionError"));
    REQUIRE(session.beside);
    CHECK(session.beside->run == branch.run);
    REQUIRE(session.messages.size() == 1);
    CHECK(session.messages[0].text.find(branch.changes[0]) != std::string::npos);
    CHECK(session.messages[0].text.find("Assertion") == std::string::npos); // one is to step and see
}

TEST_CASE("where no order breaks it that is said and no branch is made") {
    Session session = passed_over("gather-order");
    session::apply(session, command::FindOrder{});
    until_over(session);
    CHECK(session::branches_of(session).empty());
    REQUIRE(session.messages.size() == 1);
    CHECK(session.messages[0].text ==
          "It does not break, and there is one order only: nothing here is left to the outside.");
}

TEST_CASE("looking can be stopped and is stopped by opening another lesson") {
    Session session = passed_over("race-rare-order");
    session::apply(session, command::FindOrder{"words that no order prints"});
    session::apply(session, command::StopFinding{});
    until_over(session);
    CHECK(session::branches_of(session).empty());
    session::apply(session, command::FindOrder{});
    session::apply(session, command::OpenLesson{"gather-order"});
    CHECK_FALSE(session.finding);
}

TEST_CASE("what was looked at is told with what was not") {
    explore::Result all;
    all.all = true;
    all.looked_at = 3;
    all.orders = 720;
    CHECK(session::told(all, "ties", false) == "None breaks it: all 720 orders of ties, with these knobs. 3 "
                                               "orders looked at; the others do what one "
                                               "of these does.");
    explore::Result some;
    some.looked_at = 1;
    some.orders = 40320;
    CHECK(session::told(some, "ties", false) ==
          "None of those looked at (1 order) breaks it; there are 40,320 of ties, with these knobs. The "
          "others were not looked at.");
    CHECK(session::told(some, "ties", true) == "Stopped: 1 order looked at, and none of them breaks it.");
}
