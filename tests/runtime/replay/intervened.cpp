// Runs in which somebody stepped in: what is shown of them.
#include "aio/aio.hpp"
#include "replay/describe.hpp"
#include "replay/player.hpp"
#include "replay/timeline/timeline.hpp"
#include "support/catch.hpp"
#include "support/traces.hpp"

namespace {

trace::ObjectId const task_1{trace::ObjectType::task, 1};
trace::ObjectId const future_1{trace::ObjectType::future, 1};

trace::Log sleeper(std::vector<aio::Intervention> interventions) {
    trace::Log log;
    aio::ProgramOptions options;
    options.log = &log;
    options.interventions = std::move(interventions);
    options.output = [](std::string_view) {};
    options.error = [](std::string_view) {};
    auto const main = []() -> aio::Coro<> { co_await aio::sleep(1); };
    aio::run_program([&] { aio::run(main()); }, std::move(options));
    return log;
}

trace::Log stepped_in(std::string const& act) {
    auto const now = position_of(sleeper({}), "task.suspend");
    return sleeper({*aio::parse_intervention(std::to_string(now) + " " + act)});
}

} // namespace

TEST_CASE("whoever waits for a timer that is late waits until then") {
    for (char const* const whom : {"late t1 2", "late f1 2"}) {
        auto const log = stepped_in(whom);
        auto const before = replay::state_at(log, position_of(log, "task.suspend"));
        CHECK(before.task(task_1)->due == 1'000'000'000);
        auto const after = replay::state_at(log, position_of(log, "handle.timer", "", 2));
        CHECK(after.task(task_1)->due == 3'000'000'000);
        CHECK(after.future(future_1)->due == 3'000'000'000);
        REQUIRE(after.timers.size() == 1);
        CHECK(after.timers.begin()->when == 3'000'000'000);
        auto const lanes = replay::timeline(replay::Index(log)).lanes;
        CHECK(lanes.at(0).spans.at(2).due == 3'000'000'000);
        // And back again.
        replay::Player player(log);
        player.seek(log.size());
        player.seek(before.position);
        CHECK(player.state().task(task_1)->due == 1'000'000'000);
    }
}

TEST_CASE("a task into which something is raised is scheduled and then runs and waits for nothing") {
    auto const log = stepped_in("raise t1 ValueError: boom");
    auto const at = position_of(log, "run.intervene");
    auto const scheduled = replay::state_at(log, at + 1);
    CHECK(scheduled.task(task_1)->state == replay::TaskState::step_scheduled);
    auto const thrown = replay::state_at(log, position_of(log, "coro.throw"));
    CHECK(thrown.task(task_1)->state == replay::TaskState::running);
    CHECK_FALSE(thrown.future(future_1)->awaited_by);
    CHECK(replay::state_at(log, log.size()).task(task_1)->outcome == "exception ValueError('boom')");
}

TEST_CASE("what somebody did reads as a sentence") {
    auto const said = [](std::string const& act) {
        auto const log = stepped_in(act);
        return replay::describe(log, position_of(log, "run.intervene"));
    };
    CHECK(said("cancel t1") == "From outside: cancel() is called on Task-1");
    CHECK(said("cancel t1 no time") == "From outside: cancel() is called on Task-1, saying no time");
    CHECK(said("resolve f1 None") == "From outside: the future of sleep(1) gets a result, None");
    CHECK(said("fail f1 ValueError: boom") ==
          "From outside: the future of sleep(1) gets an exception, ValueError: boom");
    CHECK(said("fire t1") == "From outside: the timer of Task-1 goes off now");
    CHECK(said("late t1 2") == "From outside: the timer of Task-1 goes off 2 s later");
    CHECK(said("raise t1 ValueError: boom") == "From outside: ValueError: boom is raised in Task-1");
    auto const vain = stepped_in("cancel t9");
    CHECK(replay::describe(vain, position_of(vain, "run.intervene") + 1) ==
          "That had no effect on " + replay::display_name(vain, {trace::ObjectType::task, 9}));
}
