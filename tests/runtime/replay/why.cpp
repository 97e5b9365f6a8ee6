#include "replay/why.hpp"
#include "replay/describe.hpp"
#include "support/catch.hpp"
#include "support/traces.hpp"

#include <algorithm>
#include <string>
#include <vector>

using namespace replay;

namespace {
std::vector<std::string> said(trace::Log const& log, Position position) {
    std::vector<std::string> words;
    for (auto const& reason : why(log, position)) words.push_back(reason.words);
    return words;
}
using Words = std::vector<std::string>;

Position line_run(trace::Log const& log, std::string const& coroutine, std::uint32_t line) {
    for (trace::Step step = 0; step < log.size(); ++step)
        if (log[step].kind == trace::Kind::line && to_string(log[step].subject) == coroutine &&
            log[step].line == line)
            return step + 1;
    return 0;
}
} // namespace

TEST_CASE("a task runs again because its timer fired as the mock tells it") {
    auto const log = recorded("gather-order");
    CHECK(said(log, line_run(log, "c3", 5)) ==
          Words{"Task-3 runs line 5", "its wakeup was in the ready queue",
                "the future of sleep(1) got its result", "the timer due at 1.000 s fired",
                "Task-3 called sleep(1) at line 4"});
}

TEST_CASE("each reason stands at the event it speaks of") {
    auto const log = recorded("gather-order");
    auto const reasons = why(log, line_run(log, "c3", 5));
    REQUIRE(reasons.size() == 5);
    CHECK(reasons[1].position == position_of(log, "handle.ready", "h8"));
    CHECK(reasons[2].position == position_of(log, "future.result", "f3"));
    CHECK(reasons[3].position == position_of(log, "handle.due", "h6"));
    CHECK(reasons[4].position == position_of(log, "handle.timer", "h6"));
}

TEST_CASE("a first step goes back to the line that created the task") {
    auto const log = recorded("gather-order");
    CHECK(said(log, position_of(log, "coro.start", "c2")) ==
          Words{"fetch('slow', 3) begins to run, in Task-2", "its first step was in the ready queue",
                "Task-1 created it at line 11"});
    CHECK(said(log, position_of(log, "task.step", "t1")) ==
          Words{"Task-1 runs", "its first step was in the ready queue", "the program started it at line 14"});
}

TEST_CASE("gather is done because its last child was") {
    auto const log = recorded("gather-order");
    CHECK(said(log, position_of(log, "task.step", "t1", 2)) ==
          Words{"Task-1 runs", "its wakeup was in the ready queue",
                "the future of gather of Task-2, Task-3, Task-4 got its result",
                "Task-2, the last of its children, was done", "its wakeup was in the ready queue",
                "the future of sleep(3) got its result", "the timer due at 3.000 s fired",
                "Task-2 called sleep(3) at line 4"});
}

TEST_CASE("a task that awaits a task runs because that one was done") {
    auto const log = recorded("create-task");
    auto const woken = position_of(log, "task.wakeup", "t1");
    auto const words = said(log, woken);
    REQUIRE(words.size() >= 4);
    CHECK(words[0] == "Task-1 is woken: Task-2 is done");
    CHECK(words[1] == "Task-1’s wakeup was in the ready queue");
    CHECK(words[2] == "Task-2 was done");
    CHECK(words.back() == "Task-2 called sleep(1) at line 5");
}

TEST_CASE("a delivered cancel goes back to the line that called cancel") {
    auto const log = recorded("cancel-delivery");
    for (auto const* kind : {"task.deliver", "coro.throw"}) {
        auto const words = said(log, position_of(log, kind));
        CHECK(std::vector<std::string>(words.begin() + 1, words.end()) ==
              Words{"its wakeup was in the ready queue", "the future of sleep(10) was cancelled",
                    "Task-1 called cancel() on Task-2 at line 16"});
    }
    CHECK(said(log, position_of(log, "handle.cancel")).back() ==
          "Task-1 called cancel() on Task-2 at line 16");
    CHECK(said(log, position_of(log, "task.done", "t1")).back() ==
          "Task-1 called cancel() on Task-2 at line 16");
}

TEST_CASE("a cancel before the first step is the reason of all that follows in it") {
    auto const log = recorded("cancel-before-start");
    CHECK(said(log, position_of(log, "task.deliver", "t2")) ==
          Words{"CancelledError is delivered to Task-2", "Task-1 called cancel() on Task-2 at line 15"});
    CHECK(said(log, position_of(log, "task.done", "t2")) ==
          Words{"Task-2 is cancelled", "CancelledError was delivered to Task-2 before it began",
                "Task-1 called cancel() on Task-2 at line 15"});
}

TEST_CASE("a task group cancels because a sibling failed") {
    auto const log = recorded("taskgroup-siblings");
    auto const words = said(log, position_of(log, "task.deliver", "t2"));
    CHECK(std::find(words.begin(), words.end(), "Task-3 failed") != words.end());
    CHECK(words.back() == "Task-3 called sleep(1) at line 12");
}

TEST_CASE("the clock jumps because nothing was ready and the earliest timer says how far") {
    auto const log = recorded("gather-order");
    auto const reasons = why(log, position_of(log, "loop.advance"));
    REQUIRE(reasons.size() == 3);
    CHECK(reasons[0].words == "The clock jumps from 0.000 s to 1.000 s");
    CHECK(reasons[1].words == "nothing was ready to run: every task waits");
    CHECK(reasons[2].words ==
          "the earliest timer, due at 1.000 s, was that of sleep(1), called by Task-3 at line 4");
    CHECK(reasons[2].position == position_of(log, "handle.timer", "h6"));
}

TEST_CASE("output has the reasons of the task that prints it") {
    auto const log = recorded("gather-order");
    auto const words = said(log, position_of(log, "print", "t4"));
    CHECK(words.front() == "Task-4 prints “finished mid”");
    CHECK(words.back() == "Task-4 called sleep(2) at line 4");
}

TEST_CASE("a coroutine driven by hand runs because of the line that drove it") {
    auto const log = recorded("driven-by-hand");
    CHECK(said(log, line_run(log, "c1", 2)) ==
          Words{"add(2, 3) runs line 2", "the program drove it by hand at line 8"});
}

TEST_CASE("a warning about an unawaited coroutine goes back to the call") {
    auto const log = recorded("never-awaited");
    auto const words = said(log, position_of(log, "coro.unawaited"));
    REQUIRE(words.size() == 2);
    CHECK_THAT(words[1], Catch::Matchers::ContainsSubstring("and nothing awaited it"));
    auto const warned = said(log, position_of(log, "warn"));
    REQUIRE(warned.size() == 3);
    CHECK(warned[2] == words[1]);
}

TEST_CASE("a future set by a line of the program ends the chain there") {
    auto const log = from_lines(R"-(["text",1,"main()"]
["text",2,"Task-1"]
["text",3,"step"]
["text",4,"future f1"]
["text",5,"wakeup"]
["text",6,"setter()"]
["text",7,"Task-2"]
["text",8,"42"]
[0,"coro.create","c1","",1,9,0]
[0,"task.create","t1","c1",2,9,0]
[0,"handle.ready","h1","t1",3,9,0]
[0,"coro.create","c2","",6,9,0]
[0,"task.create","t2","c2",7,9,0]
[0,"handle.ready","h2","t2",3,9,0]
[0,"handle.run","h1","t1",3,0,0]
[0,"task.step","t1","",0,0,0]
[0,"coro.start","c1","t1",0,0,0]
[0,"future.create","f1","",0,2,0]
[0,"coro.suspend","c1","f1",4,2,0]
[0,"future.callback","f1","t1",5,0,0]
[0,"task.suspend","t1","f1",0,0,0]
[0,"handle.end","h1","t1",0,0,0]
[0,"handle.run","h2","t2",3,0,0]
[0,"task.step","t2","",0,0,0]
[0,"coro.start","c2","t2",0,0,0]
[0,"future.result","f1","",8,5,0]
[0,"handle.ready","h3","t1",5,5,0]
[0,"task.done","t2","",0,0,0]
[0,"handle.end","h2","t2",0,0,0]
[0,"handle.run","h3","t1",5,0,0]
[0,"task.wakeup","t1","f1",0,0,0]
[0,"task.step","t1","",0,0,0]
)-");
    CHECK(said(log, log.size()) == Words{"Task-1 runs", "its wakeup was in the ready queue",
                                         "Task-2 set the result of future f1 at line 5"});
}

// The promise of the design: every chain ends, and every chain of a real run ends at something that needs no
// cause.
TEST_CASE("every chain goes strictly back and names something at each link") {
    for (auto const& name : recordings()) {
        auto const log = recorded(name);
        Index const index(log);
        for (Position p = 1; p <= log.size(); ++p) {
            auto const reasons = why(index, p);
            REQUIRE_FALSE(reasons.empty());
            INFO(name << " step " << p << ": " << reasons[0].words);
            CHECK(reasons[0].position == p);
            CHECK(reasons[0].words == describe(index, p));
            for (std::size_t i = 1; i < reasons.size(); ++i) {
                if (reasons[i].position >= reasons[i - 1].position) FAIL("not earlier: " << reasons[i].words);
                if (reasons[i].words.empty()) FAIL("no words");
            }
        }
    }
}

TEST_CASE("every event within a task goes back to a line of the program") {
    for (auto const* name :
         {"gather-order", "create-task", "sequential-await", "cancel-delivery", "taskgroup-siblings"}) {
        auto const log = recorded(name);
        Index const index(log);
        for (Position p = 1; p <= log.size(); ++p) {
            if (!index.task_at(p)) continue;
            INFO(name << " step " << p);
            CHECK_THAT(why(index, p).back().words, Catch::Matchers::ContainsSubstring("at line "));
        }
    }
}

TEST_CASE("a chain through many tasks stays finite in traces that make no sense") {
    for (unsigned seed = 1; seed <= 4; ++seed) {
        auto const log = scrambled(1500, seed);
        Index const index(log);
        for (Position p = 0; p <= log.size() + 2; ++p) {
            auto const reasons = why(index, p);
            CHECK(reasons.empty() == (p == 0 || p > log.size()));
        }
    }
}

TEST_CASE("what a thread told the loop goes back to who gave it its work") {
    auto const log = recorded("threadsafe-bridge");
    CHECK(said(log, position_of(log, "future.result", "f1")) ==
          Words{"The future of to_thread gets its result: 'ABC'",
                "the callback _chain_future._set_state was in the ready queue", "Thread x1 tells the loop",
                "Task-1 gave it its work at line 23"});
}

TEST_CASE("a reader runs because its socket was ready") {
    auto const log = recorded("reader-to-future");
    auto const words = said(log, position_of(log, "handle.run", "h3"));
    REQUIRE_FALSE(words.empty());
    CHECK(words.back() == "Socket i1 is ready to be read");
}
