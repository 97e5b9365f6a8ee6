#include "support/catch.hpp"

#include "session/belief.hpp"
#include "session/comparing/comparing.hpp"
#include "support/session_opened.hpp"

namespace {

std::shared_ptr<session::Run const> run_of(std::string const& lesson, std::string const& knob = {},
                                           std::string const& value = {}) {
    session::Session session = opened(lesson);
    if (!knob.empty()) session::apply(session, session::command::SetKnob{knob, value});
    REQUIRE(session.messages.empty());
    return session.runs.front();
}

session::ComparedTask const& task(session::Compared const& compared, std::string const& name) {
    for (session::ComparedTask const& each : compared.tasks)
        if (each.name == name) return each;
    FAIL("no task " << name);
    throw 0;
}

} // namespace

TEST_CASE("a run beside itself differs in nothing") {
    auto const run = run_of("gather-order");
    auto const compared = session::compared(*run, run);
    CHECK(compared.agree);
    CHECK(compared.same == run->size());
    CHECK(compared.parting.real.empty());
    CHECK(compared.output.size() > 3);
    for (auto const& line : compared.output) CHECK(line.in == session::ComparedLine::In::both);
    CHECK(compared.first_took == compared.second_took);
    CHECK(compared.tasks.size() >= 4);
    for (auto const& each : compared.tasks) CHECK((each.first == each.second && each.first.has_value()));
}

TEST_CASE("a knob that was turned shows in where the two part and when tasks end") {
    auto const compared = session::compared(*run_of("gather-order"), run_of("gather-order", "fast", "5"));
    CHECK_FALSE(compared.agree);
    CHECK(compared.same > 10);
    CHECK_FALSE(compared.parting.real.empty());
    CHECK(compared.parting.real != compared.parting.there);
    CHECK(compared.first_took == 3'000'000'000);
    CHECK(compared.second_took == 5'000'000'000);
    auto const& fast = task(compared, "Task-3");
    CHECK(fast.first->time == 1'000'000'000);
    CHECK(fast.second->time == 5'000'000'000);
    CHECK(fast.first->outcome == fast.second->outcome);
}

TEST_CASE("tasks that one run alone has are told of that one") {
    auto const compared =
        session::compared(*run_of("gather-order"), run_of("gather-order", "how", "one-by-one"));
    CHECK(task(compared, "Task-1").in_second);
    CHECK_FALSE(task(compared, "Task-3").in_second);
    auto const turned =
        session::compared(*run_of("gather-order", "how", "one-by-one"), run_of("gather-order"));
    CHECK_FALSE(task(turned, "Task-3").in_first);
    CHECK(task(turned, "Task-3").second.has_value());
}

TEST_CASE("what a belief would print is told line by line") {
    auto const truth = run_of("gather-order");
    session::Session const session = opened("gather-order");
    auto const believed = session::run_under(*session.lesson->entry, session.lesson->knobs,
                                             "gather-returns-in-finishing-order");
    auto const compared = session::compared(*truth, believed);
    std::size_t first = 0, second = 0;
    for (auto const& line : compared.output) {
        first += line.in == session::ComparedLine::In::first;
        second += line.in == session::ComparedLine::In::second;
    }
    CHECK(first == 1);
    CHECK(second == 1);
}
