#include "replay/findings/problems.hpp"
#include "support/catch.hpp"
#include "support/traces.hpp"
#include "trace/reader.hpp"

#include <algorithm>

using namespace replay;
using Catch::Matchers::ContainsSubstring;

namespace {
std::vector<Problem> of_kind(trace::Log const& log, ProblemKind kind) {
    auto all = problems(log);
    std::erase_if(all, [&](Problem const& p) { return p.kind != kind; });
    return all;
}
} // namespace

TEST_CASE("a run that went well has no problems") {
    for (auto const* name :
         {"gather-order", "create-task", "sequential-await", "cancel-delivery", "call-does-nothing",
          "cancel-before-start", "driven-by-hand", "taskgroup-siblings"}) {
        INFO(name);
        auto const found = problems(recorded(name));
        for (auto const& problem : found) UNSCOPED_INFO(problem.words);
        CHECK(found.empty());
    }
}

TEST_CASE("a coroutine that was never awaited is pointed out where it was lost") {
    auto const log = recorded("never-awaited");
    auto const found = of_kind(log, ProblemKind::never_awaited);
    REQUIRE(found.size() == 1);
    CHECK(found[0].position == position_of(log, "coro.unawaited"));
    CHECK(found[0].words == "save() was never awaited: it never ran");
}

TEST_CASE("an exception nobody asked for is pointed out with what it was") {
    auto const log = recorded("never-retrieved");
    auto const found = of_kind(log, ProblemKind::never_retrieved);
    REQUIRE(found.size() == 1);
    CHECK(found[0].position == position_of(log, "future.unretrieved"));
    CHECK(found[0].words == "Task-2 failed with ValueError('not consumed'), and nobody asked for it");
}

TEST_CASE("a deadlock is pointed out at the wait that never ends") {
    auto const log = recorded("deadlock");
    auto const found = problems(log);
    REQUIRE(found.size() == 1);
    CHECK(found[0].kind == ProblemKind::deadlock);
    CHECK(found[0].position == log.size());
    CHECK_THAT(found[0].words, ContainsSubstring("Task-1, Task-2 and Task-3 wait for ever"));
}

TEST_CASE("a trace that was cut in a long wait is no deadlock") {
    auto const whole = recorded("deadlock");
    trace::Log part;
    for (trace::Step step = 0; step < whole.size(); ++step) {
        auto event = whole[step];
        if (trace::value_is_text(event.kind)) event.value = part.intern(whole.text(event));
        part.append(event);
    }
    CHECK(problems(part).empty());
}

TEST_CASE("a step that blocks is one problem with all the time it took") {
    auto const log = recorded("blocking-step");
    auto const found = of_kind(log, ProblemKind::blocking_step);
    REQUIRE(found.size() == 1);
    CHECK(found[0].words ==
          "Task-3 held the loop for 1.4 s at blocking-step.py:12 without an await: nothing else "
          "could run; 1 task was late");
}

TEST_CASE("a caught cancel that ends normally is pointed out at the end of the task") {
    auto const log = recorded("cancel-swallowed");
    auto const found = of_kind(log, ProblemKind::swallowed_cancellation);
    REQUIRE(found.size() == 1);
    CHECK(found[0].position == position_of(log, "task.done", "t2"));
    CHECK_THAT(found[0].words, ContainsSubstring("Task-2 was cancelled, caught CancelledError"));
}

TEST_CASE("a task destroyed while it waits is pointed out") {
    auto const log = recorded("destroyed-pending");
    auto const found = of_kind(log, ProblemKind::destroyed_pending);
    REQUIRE(found.size() == 1);
    CHECK(found[0].position == position_of(log, "task.destroyed"));
}

TEST_CASE("problems come in the order of their positions") {
    for (unsigned seed = 1; seed <= 5; ++seed) {
        auto const found = problems(scrambled(2000, seed));
        CHECK(std::is_sorted(found.begin(), found.end(),
                             [](Problem const& a, Problem const& b) { return a.position < b.position; }));
        for (auto const& problem : found) CHECK_FALSE(problem.words.empty());
    }
}

TEST_CASE("in real time a step blocks from a tenth of a second on, and its place and who was late are told") {
    auto const real = [](std::int64_t ns) {
        return trace::
            read(R"({"awaitscope":2,"engine":"cpython","version":"3.11.7","clock":"real","program":"p","arguments":[],"knobs":{}}
["source",1,"app.py","",[]]
["text",1,"Task-1"]
["text",2,"step"]
["text",3,"sleep"]
[0,"task.create","t1","c1",1,9,1]
[0,"task.create","t2","c2",1,9,1]
[0,"handle.ready","h2","t2",2,9,1]
[0,"handle.timer","h3","f1",100,9,1]
["run",0,"h1","t1","",1,"c1",0,0,0]
[90,"line","c1","",0,31,1]
["wait",)" + std::to_string(ns) +
                 R"(,"c1","f1",3,5,1]
[9000000000,"loop.select","l1","",-1,0,0]
["end",12,130,"KeyboardInterrupt"]
)")
                .log;
    };
    auto const found = problems(real(320'000'000));
    REQUIRE(found.size() == 1);
    CHECK(found[0].words ==
          "Task-1 held the loop for 320 ms at app.py:31 without an await: nothing else could run; "
          "2 tasks were late");
    CHECK(problems(real(99'000'000)).empty());
}
