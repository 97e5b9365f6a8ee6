#include "replay/describe.hpp"
#include "support/catch.hpp"
#include "support/traces.hpp"

#include <set>

using namespace replay;
using trace::ObjectId;
using trace::ObjectType;

namespace {
std::string at(trace::Log const& log, std::string const& kind, std::string const& subject = "", int nth = 1) {
    return describe(log, position_of(log, kind, subject, nth));
}
} // namespace

TEST_CASE("the events of gather-order read as plain sentences") {
    auto const log = recorded("gather-order");
    CHECK(at(log, "coro.create", "c2") ==
          "fetch('slow', 3) is called: it makes a coroutine and runs nothing");
    CHECK(at(log, "task.create", "t1") == "The program creates Task-1 to run main()");
    CHECK(at(log, "task.create", "t2") == "Task-1 creates Task-2 to run fetch('slow', 3)");
    CHECK(at(log, "handle.ready", "h2") == "The first step of Task-2 joins the ready queue");
    CHECK(at(log, "loop.iteration", "", 2) == "Turn 2 of the loop begins: 3 handles are ready");
    CHECK(at(log, "loop.iteration", "", 3) == "Turn 3 of the loop begins: nothing is ready");
    CHECK(at(log, "coro.start", "c2") == "fetch('slow', 3) begins to run, in Task-2");
    CHECK(at(log, "line", "c3", 2) == "Task-3 runs line 5");
    CHECK(at(log, "local", "c3") == "name is now 'fast'");
    CHECK(at(log, "future.create", "f1") == "A future is made for gather of Task-2, Task-3, Task-4");
    CHECK(at(log, "coro.suspend", "c3") == "Task-3 suspends at line 4, awaiting sleep(1)");
    CHECK(at(log, "handle.timer", "h6") == "The timer of sleep(1) is set for 1.000 s");
    CHECK(at(log, "loop.advance") == "The clock jumps from 0.000 s to 1.000 s");
    CHECK(at(log, "handle.run", "h6") == "The loop runs the timer of sleep(1)");
    CHECK(at(log, "future.result", "f3") == "The future of sleep(1) gets its result");
    CHECK(at(log, "task.wakeup", "t3") == "Task-3 is woken: the future of sleep(1) is done");
    CHECK(at(log, "print", "t3") == "Task-3 prints “finished fast”");
    CHECK(at(log, "coro.return", "c3") == "fetch('fast', 1) returns 'fast'");
    CHECK(at(log, "task.done", "t3") == "Task-3 is done: it returned 'fast'");
    CHECK(at(log, "loop.close") == "The event loop is closed");
}

TEST_CASE("a cancel reads as request and delivery and outcome") {
    auto const log = recorded("cancel-delivery");
    CHECK(at(log, "task.cancel") == "Task-1 calls cancel() on Task-2 at line 16");
    CHECK(at(log, "future.cancel") == "The future of sleep(10) is cancelled");
    CHECK(at(log, "task.wakeup", "t2") == "Task-2 is woken: the future of sleep(10) was cancelled");
    CHECK(at(log, "task.deliver") == "CancelledError is delivered to Task-2");
    CHECK(at(log, "coro.throw") == "CancelledError() is thrown into worker() at line 6");
    CHECK(at(log, "handle.cancel") == "The timer of sleep(10) is taken back before it ran");
    CHECK(at(log, "task.done", "t2") == "Task-2 is cancelled");
    CHECK(at(log, "local", "c1") == "task is now Task-2");
}

TEST_CASE("every event of every recording has one short sentence") {
    for (auto const& name : recordings()) {
        auto const log = recorded(name);
        Index const index(log);
        for (Position p = 1; p <= log.size(); ++p) {
            auto const sentence = describe(index, p);
            INFO(name << " step " << p << ": " << sentence);
            if (sentence.empty() || sentence.size() > 200 || sentence.find('\n') != std::string::npos ||
                sentence.back() == '.')
                FAIL("not a short sentence");
        }
    }
}

TEST_CASE("every kind has a sentence of its own even with nothing known about it") {
    trace::Log log;
    for (std::size_t i = 0; i < trace::known_kinds; ++i) {
        trace::Event event;
        event.kind = static_cast<trace::Kind>(i);
        event.value = trace::value_is_text(event.kind) ? log.intern("words") : 1;
        event.subject = ObjectId(ObjectType::task, 1);
        log.append(event);
    }
    Index const index(log);
    std::set<std::string> sentences;
    for (Position p = 1; p <= log.size(); ++p) {
        auto const sentence = describe(index, p);
        INFO(log.kind_name(log[p - 1].kind));
        CHECK_FALSE(sentence.empty());
        CHECK(sentence.find("unknown") == std::string::npos);
        sentences.insert(sentence);
    }
    CHECK(sentences.size() >= trace::known_kinds - 3); // line and print of nobody may read alike
}

TEST_CASE("a kind of a newer version says its name and its fields") {
    auto const log = from_lines("[5,\"task.teleport\",\"t1\",\"q2\",9,3,0]\n");
    CHECK(describe(log, 1) == "task.teleport t1 q2 9 at line 3");
}

TEST_CASE("there is nothing to say before the first event and after the last") {
    auto const log = recorded("create-task");
    CHECK(describe(log, 0).empty());
    CHECK(describe(log, log.size() + 1).empty());
}

TEST_CASE("objects are called by what a person would call them") {
    auto const log = recorded("gather-order");
    CHECK(display_name(log, ObjectId(ObjectType::task, 3)) == "Task-3");
    CHECK(display_name(log, ObjectId(ObjectType::loop, 1)) == "Event loop");
    CHECK(display_name(log, ObjectId(ObjectType::coroutine, 2)) == "fetch('slow', 3)");
    CHECK(display_name(log, ObjectId(ObjectType::future, 3)) == "the future of sleep(1)");
    CHECK(display_name(log, ObjectId(ObjectType::handle, 8)) == "wakeup of Task-3");
    CHECK(display_name(log, ObjectId(ObjectType::handle, 6)) == "timer h6");
    CHECK(display_name(log, ObjectId{}).empty());
    CHECK(display_name(log, ObjectId(ObjectType::task, 77)) == "task t77");
    CHECK(display_name(log, ObjectId(ObjectType::queue, 1)) == "queue q1");
}

TEST_CASE("ids of tasks in texts become names") {
    auto const log = recorded("gather-order");
    CHECK(expand(log, "gather of t2 t3") == "gather of Task-2, Task-3");
    CHECK(expand(log, "gather of t2 t3 t4", true) == "gather of 2, 3, 4");
    CHECK(expand(log, "gather of f2 t3", true) == "gather of f2, 3");
    CHECK(expand(log, "task t2") == "Task-2");
    CHECK(expand(log, "sleep(1)") == "sleep(1)");
    CHECK(expand(log, "f('t2', t3)") == "f('t2', Task-3)");
    CHECK(expand(log, "part2 t22 at2") == "part2 t22 at2");
    CHECK(expand(log, "").empty());
    CHECK(expand(log, "it's t2") == "it's t2"); // an open quote hides the rest rather than guess
}

TEST_CASE("times show milliseconds and more only where there is more") {
    CHECK(seconds(0) == "0.000 s");
    CHECK(seconds(1'000'000'000) == "1.000 s");
    CHECK(seconds(2'500'000'000) == "2.500 s");
    CHECK(seconds(1'000) == "0.000 001 s");
    CHECK(seconds(1) == "0.000 000 001 s");
    CHECK(seconds(-1'500'000'000) == "-1.500 s");
    CHECK(seconds(3'600'000'000'000) == "3600.000 s");
}

TEST_CASE("a generator is called one") {
    auto const log = from_lines(R"awt(["source",1,"p.py","",[]]
["text",1,"interview()"]
["text",2,"ask('name?')"]
["text",3,"yield"]
[0,"coro.create","c1","g1",1,11,1]
[0,"coro.create","c2","g2",2,6,1]
[0,"coro.create","c3","",0,6,1]
[0,"coro.start","c1","",0,12,1]
[0,"coro.start","c2","c1",0,6,1]
[0,"coro.suspend","c2","",3,2,1]
)awt");
    Index const index(log);
    CHECK(describe(index, 1) == "interview() is called: it makes a generator and runs nothing");
    CHECK(describe(index, 5) == "ask('name?') begins to run inside interview(), which yields from it");
    CHECK(describe(index, 6) == "ask('name?') yields at line 2");
    CHECK(coroutine_word(index, log[0].subject) == "generator");
    CHECK(coroutine_word(index, log[2].subject) == "coroutine");
    auto const nameless = from_lines(R"awt(["source",1,"p.py","",[]]
[0,"coro.create","c1","g1",0,1,1]
)awt");
    CHECK(display_name(nameless, nameless[0].subject) == "generator c1");
}
