#include "replay/state.hpp"
#include "replay/player.hpp"
#include "support/catch.hpp"
#include "support/traces.hpp"

#include <algorithm>

using namespace replay;
using trace::ObjectId;
using trace::ObjectType;

namespace {
ObjectId t(std::uint32_t n) { return ObjectId(ObjectType::task, n); }
ObjectId c(std::uint32_t n) { return ObjectId(ObjectType::coroutine, n); }
ObjectId f(std::uint32_t n) { return ObjectId(ObjectType::future, n); }
ObjectId h(std::uint32_t n) { return ObjectId(ObjectType::handle, n); }
} // namespace

TEST_CASE("gather-order at the moment when the first child runs again") {
    auto const log = recorded("gather-order");
    auto const state = state_at(log, position_of(log, "print", "t3"));
    CHECK(state.time == 1'000'000'000);
    CHECK(state.turn == 4);
    CHECK(state.turn_ran == 1);
    CHECK(state.turn_handles == 1);
    CHECK(state.loop_running);
    CHECK(state.current_task == t(3));
    CHECK(state.current_leaf() == c(3));
    CHECK(state.handle(state.current_handle)->words == "wakeup");
    CHECK(state.ready.empty());

    // The mock draws these two timers, earliest first.
    REQUIRE(state.timers.size() == 2);
    CHECK(state.timers.begin()->when == 2'000'000'000);
    CHECK(state.handle(state.timers.begin()->handle)->whom == f(4));
    CHECK(std::next(state.timers.begin())->when == 3'000'000'000);

    REQUIRE(state.tasks.size() == 4);
    CHECK(state.task(t(1))->state == TaskState::waiting);
    CHECK(state.task(t(1))->awaiting_words == "gather of t2 t3 t4");
    CHECK(state.task(t(1))->awaiting == f(1));
    CHECK_FALSE(state.task(t(1))->due);
    CHECK(state.task(t(2))->state == TaskState::waiting);
    CHECK(state.task(t(2))->awaiting_words == "sleep(3)");
    CHECK(state.task(t(2))->due == 3'000'000'000);
    CHECK(state.task(t(3))->state == TaskState::running);
    CHECK(state.task(t(3))->awaiting == ObjectId{});
    CHECK(state.task(t(3))->name == "Task-3");
    CHECK(state.task(t(3))->created_by == t(1));
    CHECK(state.task(t(3))->created_line.line == 11);
    CHECK(state.task(t(3))->awaited_by == f(1));
    CHECK(state.future(f(1))->awaited_by == t(1));

    auto const* fetch = state.coroutine(c(3));
    REQUIRE(fetch);
    CHECK(fetch->label == "fetch('fast', 1)");
    CHECK(fetch->at().line == 5);
    REQUIRE(fetch->frames.size() == 1);
    CHECK(fetch->frames[0].locals == std::vector<Local>{{"name", "'fast'"}, {"delay", "1"}});
    CHECK(state.coroutine(c(2))->state == CoroutineState::suspended);
    CHECK(state.coroutine(c(2))->awaiting_words == "sleep(3)");
    CHECK(state.at.line == 5);

    auto const* gather = state.future(f(1));
    REQUIRE(gather);
    CHECK(gather->purpose == "gather");
    CHECK(gather->children == std::vector<ObjectId>{t(2), t(3), t(4)});
    REQUIRE(gather->callbacks.size() == 1);
    CHECK(gather->callbacks[0].whom == t(1));
    CHECK(gather->callbacks[0].words == "wakeup");
    CHECK(state.future(f(3))->state == FutureState::finished);
    CHECK(state.output.size() == 1);
}

TEST_CASE("a task goes through CPython's states in their order") {
    auto const log = recorded("gather-order");
    Player player(log);
    std::vector<TaskState> seen;
    for (Position p = 0; p <= log.size(); ++p) {
        player.seek(p);
        auto const* task = player.state().task(t(3));
        if (task && (seen.empty() || seen.back() != task->state)) seen.push_back(task->state);
    }
    CHECK(seen == std::vector<TaskState>{TaskState::step_scheduled, TaskState::running, TaskState::waiting,
                                         TaskState::wakeup_scheduled, TaskState::running, TaskState::done});
}

TEST_CASE("the ready queue holds first steps in the order of creation") {
    auto const log = recorded("gather-order");
    auto const state = state_at(log, position_of(log, "task.suspend", "t1"));
    CHECK(state.ready == std::deque<ObjectId>{h(2), h(3), h(4)});
    CHECK(state.current_task == ObjectId{});
    CHECK(state.current_handle == h(1));
}

TEST_CASE("everything is over at the end of a run that went well") {
    for (auto const* name : {"gather-order", "create-task", "sequential-await", "call-does-nothing"}) {
        INFO(name);
        auto const log = recorded(name);
        auto const state = state_at(log, log.size());
        CHECK(state.ready.empty());
        CHECK(state.timers.empty());
        CHECK(state.leaves.empty());
        CHECK_FALSE(state.loop_running);
        for (auto const& task : state.tasks) CHECK(task.state == TaskState::done);
        for (auto const& coroutine : state.coroutines) CHECK(coroutine.state == CoroutineState::closed);
        for (auto const& future : state.futures) CHECK(future.state == FutureState::finished);
        for (auto const& handle : state.handles) CHECK(handle.state == HandleState::done);
    }
}

TEST_CASE("a coroutine that awaits another is suspended while the other runs") {
    auto const log = recorded("sequential-await");
    auto const state = state_at(log, position_of(log, "coro.start", "c2"));
    CHECK(state.coroutine(c(1))->state == CoroutineState::suspended);
    CHECK(state.coroutine(c(1))->awaiting == c(2));
    CHECK(state.coroutine(c(2))->awaiter == c(1));
    CHECK(state.coroutine(c(2))->task == t(1));
    CHECK(state.current_leaf() == c(2));
    CHECK(state.leaf_of(t(1)) == c(2));

    auto const returned = state_at(log, position_of(log, "coro.return", "c2"));
    CHECK(returned.coroutine(c(1))->state == CoroutineState::running);
    CHECK(returned.coroutine(c(2))->ended == "'USERS'");
    CHECK_FALSE(returned.coroutine(c(2))->raised);
    CHECK(returned.current_leaf() == c(1));
    CHECK(returned.leaf_of(t(1)) == c(1));

    auto const over = state_at(log, log.size());
    CHECK(over.leaf_of(t(1)) == ObjectId{});
}

TEST_CASE("a plain function called from a coroutine has a frame while it runs") {
    auto const log = recorded("sequential-await"); // fetch calls now() on its first line
    Position inside = 0;
    for (trace::Step step = 0; step < log.size(); ++step)
        if (log[step].kind == trace::Kind::line && log[step].value == 1 && log[step].subject == c(2)) {
            inside = step + 1;
            break;
        }
    REQUIRE(inside != 0);
    auto const state = state_at(log, inside);
    REQUIRE(state.coroutine(c(2))->frames.size() == 2);
    CHECK(state.coroutine(c(2))->frames[1].at.line == 4);
    CHECK(state.coroutine(c(2))->at().line == 7);
    auto const later = state_at(log, position_of(log, "coro.suspend", "c2"));
    CHECK(later.coroutine(c(2))->frames.size() == 1);
    // print(now(), ...): what is printed is printed by the line that called now().
    auto const printed = state_at(log, position_of(log, "print"));
    CHECK(printed.coroutine(c(2))->frames.size() == 1);
    CHECK(printed.coroutine(c(2))->at().line == 7);
}

TEST_CASE("a cancel is a request first and then a delivery and then an outcome") {
    auto const log = recorded("cancel-delivery");
    auto const asked = state_at(log, position_of(log, "task.cancel", "t2"));
    CHECK(asked.task(t(2))->state == TaskState::waiting);
    CHECK(asked.task(t(2))->cancel_requests == 1);
    CHECK(asked.task(t(2))->cancelled_by == t(1));
    CHECK(asked.task(t(2))->cancelled_line.line == 16);
    CHECK(asked.task(t(2))->deliveries == 0);

    auto const scheduled = state_at(log, position_of(log, "future.cancel", "f2") + 1);
    CHECK(scheduled.task(t(2))->state == TaskState::wakeup_scheduled);
    CHECK(scheduled.future(f(2))->state == FutureState::cancelled);
    CHECK(scheduled.timers.size() == 1); // the sleep's own timer is still set

    auto const delivered = state_at(log, position_of(log, "coro.throw", "c2"));
    CHECK(delivered.task(t(2))->delivering);
    CHECK(delivered.task(t(2))->state == TaskState::running);

    auto const taken_back = state_at(log, position_of(log, "handle.cancel"));
    CHECK(taken_back.timers.empty());

    auto const over = state_at(log, position_of(log, "task.done", "t2"));
    CHECK(over.task(t(2))->state == TaskState::cancelled);
    CHECK(over.task(t(2))->outcome == "cancelled");
    CHECK_FALSE(over.task(t(2))->delivering);
    CHECK(over.coroutine(c(2))->raised);
}

TEST_CASE("a task that gives way is scheduled and not waiting") {
    auto const log = from_lines(R"-(["text",1,"main"]
["text",2,"Task-1"]
["text",3,"step"]
["text",4,"sleep(0)"]
[0,"coro.create","c1","",1,9,0]
[0,"task.create","t1","c1",2,9,0]
[0,"handle.ready","h1","t1",3,9,0]
[0,"handle.run","h1","t1",3,0,0]
[0,"task.step","t1","",0,0,0]
[0,"coro.start","c1","t1",0,0,0]
[0,"coro.suspend","c1","",4,2,0]
[0,"handle.ready","h2","t1",3,0,0]
[0,"task.suspend","t1","",0,0,0]
)-");
    CHECK(state_at(log, 8).task(t(1))->state == TaskState::running); // its next step is queued while it runs
    auto const state = state_at(log, 9);
    CHECK(state.task(t(1))->state == TaskState::step_scheduled);
    CHECK(state.task(t(1))->awaiting_words == "sleep(0)");
    CHECK(state.task(t(1))->scheduled == h(2));
    CHECK(state.coroutine(c(1))->state == CoroutineState::suspended);
}

TEST_CASE("a task that awaits what is done already has its wakeup scheduled at once") {
    auto const log = from_lines(R"-(["text",1,"main"]
["text",2,"Task-1"]
["text",3,"step"]
["text",4,"future f1"]
["text",5,"wakeup"]
[0,"coro.create","c1","",1,9,0]
[0,"task.create","t1","c1",2,9,0]
[0,"handle.ready","h1","t1",3,9,0]
[0,"handle.run","h1","t1",3,0,0]
[0,"task.step","t1","",0,0,0]
[0,"coro.start","c1","t1",0,0,0]
[0,"future.create","f1","",0,2,0]
[0,"future.result","f1","",0,2,0]
[0,"coro.suspend","c1","f1",4,2,0]
[0,"future.callback","f1","t1",5,0,0]
[0,"handle.ready","h2","t1",5,0,0]
[0,"task.suspend","t1","f1",0,0,0]
)-");
    auto const state = state_at(log, log.size());
    CHECK(state.task(t(1))->state == TaskState::wakeup_scheduled);
    CHECK(state.future(f(1))->callbacks.empty());
}

TEST_CASE("a coroutine driven by hand belongs to no task and runs inside its driver") {
    auto const log = recorded("driven-by-hand");
    auto const state = state_at(log, position_of(log, "coro.start", "c1"));
    CHECK(state.current_leaf() == c(1));
    CHECK(state.coroutine(c(1))->task == ObjectId{});
    CHECK(state.current_task == ObjectId{});
    auto const over = state_at(log, log.size());
    CHECK(over.leaves.empty());
    CHECK(over.coroutine(c(1))->state == CoroutineState::closed);
    CHECK_FALSE(over.module.empty());
    CHECK(over.module[0].at.line == 14);
}

TEST_CASE("an unawaited coroutine is created and then closed without ever running") {
    auto const log = recorded("never-awaited");
    auto const at = position_of(log, "coro.unawaited");
    auto const id = log[at - 1].subject;
    CHECK(state_at(log, at - 1).coroutine(id)->state == CoroutineState::created);
    CHECK(state_at(log, at).coroutine(id)->state == CoroutineState::closed);
}

TEST_CASE("a lock shows who holds it and who waits for it") {
    auto const log = from_lines(R"-(["text",1,"Lock"]
[0,"sync.create","s1","",1,3,0]
[0,"sync.acquire","s1","t1",0,4,0]
[0,"sync.wait","s1","t2",0,4,0]
[0,"sync.wait","s1","t3",0,4,0]
[0,"sync.release","s1","t1",0,5,0]
[0,"sync.acquire","s1","t2",0,4,0]
[0,"queue.put","q1","t2",2,6,0]
)-");
    auto const s1 = ObjectId(ObjectType::sync, 1);
    auto const waiting = state_at(log, 4);
    CHECK(waiting.tool(s1)->words == "Lock");
    CHECK(waiting.tool(s1)->holder == t(1));
    CHECK(waiting.tool(s1)->waiting == std::vector<ObjectId>{t(2), t(3)});
    auto const passed = state_at(log, 7);
    CHECK(passed.tool(s1)->holder == t(2));
    CHECK(passed.tool(s1)->waiting == std::vector<ObjectId>{t(3)});
    CHECK(passed.tool(ObjectId(ObjectType::queue, 1))->value == 2);
}

TEST_CASE("the loop selects until a timer comes due and a handle runs") {
    auto const log = recorded("gather-order");
    auto const select = position_of(log, "loop.select", "", 3);
    CHECK(state_at(log, select).selecting == 1'000'000'000);
    CHECK(state_at(log, select + 1).selecting == 1'000'000'000); // while the clock jumps
    CHECK_FALSE(state_at(log, position_of(log, "handle.due")).selecting);
    CHECK_FALSE(state_at(log, select - 1).selecting);
}

TEST_CASE("a stopped loop runs to the end of its turn") {
    auto const log = recorded("gather-order");
    auto const stop = position_of(log, "loop.stop");
    CHECK(state_at(log, stop).loop_stopping);
    CHECK(state_at(log, stop).loop_running);
    CHECK(state_at(log, position_of(log, "handle.end", "h15")).loop_running);
    CHECK_FALSE(state_at(log, log.size()).loop_running);
    CHECK_FALSE(state_at(log, log.size()).loop_stopping);
}

TEST_CASE("a loop that is used again after stopping is not running in between") {
    auto const log = from_lines(R"-([0,"loop.start","l1","",0,1,0]
[0,"loop.iteration","l1","",1,0,0]
[0,"handle.run","h1","",0,0,0]
[0,"loop.stop","l1","",0,0,0]
[0,"handle.end","h1","",0,0,0]
[0,"line","","",0,7,0]
[0,"loop.start","l1","",0,8,0]
)-");
    CHECK(state_at(log, 5).loop_running);
    CHECK_FALSE(state_at(log, 6).loop_running);
    CHECK(state_at(log, 7).loop_running);
    CHECK_FALSE(state_at(log, 7).loop_stopping);
}

TEST_CASE("uncancel takes requests back and what a task no longer awaits is awaited by nobody") {
    auto const log = from_lines(R"-(["text",1,"Task-1"]
["text",2,"task t2"]
[0,"task.create","t1","c1",1,1,0]
[0,"task.create","t2","c2",1,1,0]
[0,"task.step","t1","",0,0,0]
[0,"coro.start","c1","t1",0,0,0]
[0,"coro.suspend","c1","t2",2,3,0]
[0,"task.suspend","t1","t2",0,0,0]
[0,"task.cancel","t1","",0,0,0]
[0,"task.cancel","t1","",0,0,0]
[0,"task.step","t1","",0,0,0]
[0,"task.uncancel","t1","",1,4,0]
)-");
    CHECK(state_at(log, 6).task(t(2))->awaited_by == t(1));
    CHECK(state_at(log, 8).task(t(1))->cancel_requests == 2);
    CHECK(state_at(log, 9).task(t(2))->awaited_by == ObjectId{});
    CHECK(state_at(log, 10).task(t(1))->cancel_requests == 1);
}

TEST_CASE("nothing is found for ids that are none or of another type or not there yet") {
    auto const log = recorded("gather-order");
    auto const state = state_at(log, 20);
    CHECK(state.task(ObjectId{}) == nullptr);
    CHECK(state.task(c(1)) == nullptr);
    CHECK(state.task(t(2)) == nullptr);
    CHECK(state.coroutine(t(1)) == nullptr);
    CHECK(state.leaf_of(t(9)) == ObjectId{});
}

TEST_CASE("what a function says of a name of the module stays with the module when the function is over") {
    trace::Log log;
    auto const say = [&](trace::Kind kind, std::int64_t value, std::uint32_t line) {
        trace::Event event{};
        event.kind = kind;
        event.value = value;
        event.line = line;
        log.append(event);
    };
    auto const text = [&](std::string_view words) { return static_cast<std::int64_t>(log.add_text(words)); };
    say(trace::Kind::line, 0, 1);
    say(trace::Kind::local, text("ready = []"), 1);
    say(trace::Kind::line, 1, 5);
    say(trace::Kind::local, text("item = 1"), 5);
    say(trace::Kind::local, text("global ready = [1]"), 5);
    say(trace::Kind::line, 0, 2);
    log.set_end({});

    auto const inside = state_at(log, 5);
    REQUIRE(inside.module.size() == 2);
    CHECK(inside.module[0].locals == std::vector<Local>{{"ready", "[1]"}});
    CHECK(inside.module[1].locals == std::vector<Local>{{"item", "1"}});
    auto const after = state_at(log, 6);
    REQUIRE(after.module.size() == 1);
    CHECK(after.module[0].locals == std::vector<Local>{{"ready", "[1]"}});
    Player player(log);
    player.seek(6);
    player.seek(4);
    CHECK(player.state().module[0].locals == std::vector<Local>{{"ready", "[]"}});
}

TEST_CASE("a line of nobody within a step belongs to the coroutine that runs and is over with it") {
    // In real time a coroutine that never suspends is seen by nobody; the line that held the loop is.
    auto const log = from_lines("[\"source\",1,\"app.py\",\"\",[]]\n"
                                "[0,\"coro.create\",\"c1\",\"\",0,0,0]\n"
                                "[0,\"task.create\",\"t1\",\"c1\",0,0,0]\n"
                                "[0,\"loop.start\",\"l1\",\"\",0,0,0]\n"
                                "[0,\"task.step\",\"t1\",\"\",0,0,0]\n"
                                "[0,\"coro.start\",\"c1\",\"t1\",0,0,0]\n"
                                "[400000000,\"line\",\"\",\"\",0,8,1]\n"
                                "[500000000,\"coro.return\",\"c1\",\"\",0,0,0]\n"
                                "[500000000,\"task.done\",\"t1\",\"\",0,0,0]\n"
                                "[500000000,\"loop.close\",\"l1\",\"\",0,0,0]\n");
    REQUIRE(log.size() == 9);
    auto const held = state_at(log, 6);
    REQUIRE(held.coroutine(c(1)) != nullptr);
    REQUIRE(held.coroutine(c(1))->frames.size() == 2);
    CHECK(held.coroutine(c(1))->frames.back().at.line == 8);
    CHECK(held.module.empty());
    CHECK(state_at(log, 9).module.empty()); // nothing stands at line 8 any more
}

TEST_CASE("what stands in the queue of a loop that does not run is not ready in the one that does") {
    trace::Log log({1, "generated", "", "virtual", "generated", {}, {}});
    auto const add = [&](trace::Kind kind, ObjectId subject, ObjectId object = {}, std::int64_t value = 0) {
        trace::Event event;
        event.kind = kind;
        event.subject = subject;
        event.object = object;
        event.value = value;
        log.append(event);
    };
    auto const step = log.intern("step");
    ObjectId const other(ObjectType::loop, 2);
    add(trace::Kind::handle_ready, h(1), t(1), step); // gather, where no loop runs
    add(trace::Kind::handle_ready, h(2), t(2), step); // asyncio.run's main
    add(trace::Kind::loop_start, other);
    CHECK(state_at(log, log.size()).ready.size() == 2); // nothing tells them apart yet
    add(trace::Kind::loop_iteration, other, {}, 1);
    CHECK(state_at(log, log.size()).ready == std::deque{h(2)});
    add(trace::Kind::handle_ready, h(3), t(3), step);
    add(trace::Kind::loop_iteration, other, {}, 1); // one was ready but is cancelled: said otherwise
    CHECK(state_at(log, log.size()).ready == std::deque{h(2), h(3)});
}
