// What only a recording of a real run holds: format version 2.
#include "sample.hpp"
#include "support/catch.hpp"
#include "support/temporary_folder.hpp"
#include "trace/reader.hpp"

#include <fstream>
#include <string>
#include <vector>

using namespace trace;
using Catch::Matchers::ContainsSubstring;

namespace {

std::string const header =
    R"({"awaitscope":2,"engine":"cpython","version":"3.11.7","clock":"real","program":"p","arguments":[],"knobs":{},)"
    R"("wall":1700000000000000000,"pid":17,"level":"switches","parent":"a.awt p1"})"
    "\n";

std::vector<std::string> told(Log const& log) {
    std::vector<std::string> lines;
    for (Step step = 0; step < log.size(); ++step) {
        Event const event = log[step];
        lines.push_back(
            std::to_string(event.time) + " " + std::string(log.kind_name(event.kind)) + " " +
            to_string(event.subject) + " " + to_string(event.object) + " " +
            (value_is_text(event.kind) ? std::string(log.text(event)) : std::to_string(event.value)) + " " +
            std::to_string(event.line));
    }
    return lines;
}

} // namespace

TEST_CASE("a real run's header says when, where and how much was recorded") {
    Header const read_back = read(header).log.header();
    CHECK(read_back.format == 2);
    CHECK(read_back.wall == 1'700'000'000'000'000'000);
    CHECK(read_back.pid == 17);
    CHECK(read_back.level == "switches");
    CHECK(read_back.parent == "a.awt p1");
    CHECK(written(read(header).log) == header);
}

TEST_CASE("a line that begins a task's step stands for all events of its beginning") {
    auto const reading = read(header + R"x(["source",1,"p.py","",[]]
["text",1,"sleep(1)"]
["text",2,"CancelledError()"]
["run",10,"h1","t1","",1,"c1",0,0,0]
["wait",20,"c1","f1",1,7,1]
["run",30,"h2","t1","f1",30,"c1",2,7,1]
)x");
    CHECK_THAT(reading.problem, ContainsSubstring("still runs"));
    CHECK(told(reading.log) ==
          std::vector<std::string>{
              "10 handle.run h1 t1 step 0", "10 task.step t1  0 0", "10 coro.start c1 t1 0 0",
              "20 coro.suspend c1 f1 sleep(1) 7", "20 task.suspend t1 f1 0 0", "20 handle.end h1 t1 0 0",
              "30 handle.due h2 t1 0 0", "30 handle.run h2 t1 wakeup 0", "30 task.wakeup t1 f1 0 0",
              "30 task.step t1  0 0", "30 task.deliver t1  0 0", "30 coro.throw c1 t1 CancelledError() 7"});
}

TEST_CASE("a turn in which the loop does not wait is one line") {
    auto const reading = read(header + "[\"turn\",5,\"l1\",3]\n");
    CHECK(told(reading.log) == std::vector<std::string>{"5 loop.iteration l1  3 0", "5 loop.select l1  0 0",
                                                        "5 loop.selected l1  0 0"});
}

TEST_CASE("each thread has its own step") {
    auto const reading = read(header + R"(["thread",1,"MainThread"]
["thread",2,"Thread-1"]
["run",10,"h1","t1","",1,"c1",0,0,0]
["in",2]
["run",11,"h2","t2","",1,"c2",0,0,0]
["in",1]
["wait",12,"c1","f1",0,0,0]
["in",2]
["wait",13,"c2","f2",0,0,0]
["end",12,0,""]
)");
    CHECK(reading.problem.empty());
    Log const& log = reading.log;
    REQUIRE(log.size() == 12);
    CHECK(log.thread_at(2) == 1);
    CHECK(log.thread_at(3) == 2);
    CHECK(log.thread_at(7) == 1);
    CHECK(log.thread_at(11) == 2);
    CHECK(to_string(log[7].subject) == "t1");
    CHECK(to_string(log[10].subject) == "t2");
    CHECK(log.thread_name(2) == "Thread-1");
    CHECK(log.thread_name(3).empty());
}

TEST_CASE("a text told again means the new text from there on") {
    auto const reading = read(header + R"(["text",7,"old"]
[1,"print","","",7,0,0]
["segment",1]
["text",7,"new"]
[2,"print","","",7,0,0]
["end",2,0,""]
)");
    CHECK(reading.problem.empty());
    CHECK(reading.log.text(reading.log[0]) == "old");
    CHECK(reading.log.text(reading.log[1]) == "new");
    CHECK(reading.log.snapshots() == std::vector<Snapshot>{{1, 1}});
}

TEST_CASE("what a real run holds is written and read back the same") {
    auto const first = read(header + R"(["thread",1,"MainThread"]
["thread",2,"pool"]
["text",3,"x"]
["segment",1]
[1,"task.create","t1","c1",3,0,0]
["in",2]
[2,"print","","",3,0,0]
["in",1]
[3,"lost","","",3,0,0]
["end",3,0,""]
)")
                           .log;
    auto const second = read(written(first));
    CHECK(second.problem.empty());
    CHECK(told(second.log) == told(first));
    CHECK(second.log.snapshots() == first.snapshots());
    CHECK(second.log.thread_name(2) == "pool");
    for (Step step = 0; step < first.size(); ++step)
        CHECK(second.log.thread_at(step) == first.thread_at(step));
}

TEST_CASE("each damage of a real run's lines has its own sentence") {
    auto const problem = [](std::string const& line) { return read(header + line + "\n").problem; };
    CHECK_THAT(problem(R"(["wait",1,"c1","f1",0,0,0])"),
               ContainsSubstring("it ends a step that did not begin"));
    CHECK_THAT(problem(R"(["run",1,"h1","t1","",1,"c1",9,0,0])"),
               ContainsSubstring("its text is not in the file"));
    CHECK_THAT(problem(R"(["run",1,"h1","t1","",1,"c1",0,3,4])"),
               ContainsSubstring("its source is not in the file"));
    CHECK_THAT(problem(R"(["run",1,"h1"])"), ContainsSubstring("it needs 10 fields"));
    CHECK_THAT(problem(R"(["thread",0,"x"])"), ContainsSubstring("its thread is 0"));
    CHECK_THAT(problem(R"(["in",-1])"), ContainsSubstring("its thread is out of range"));
    CHECK_THAT(problem(R"([1,"print","","",4,0,0])"), ContainsSubstring("its text is not in the file"));
}

TEST_CASE("a file whose program was ended from outside is completed after its last whole line") {
    TemporaryFolder const folder;
    for (char const* cut : {"", "[2,\"pri", "[2,\"print\",\"\",\"\",0,0,0]"}) {
        auto const path = folder / "x.awt";
        std::ofstream(path) << header << "[1,\"print\",\"\",\"\",0,0,0]\n" << cut;
        trim(path);
        complete(path, 1, {137, "ended by signal 9"});
        auto const reading = load(path);
        CHECK(reading.problem.empty());
        CHECK(reading.log.size() == 1);
        CHECK(reading.log.end() == End{137, "ended by signal 9"});
    }
    CHECK_THROWS_AS(complete(folder / "none.awt", 0, {}), FileError);
}
