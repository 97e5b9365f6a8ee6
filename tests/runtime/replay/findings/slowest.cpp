#include "replay/findings/slowest.hpp"
#include "support/catch.hpp"
#include "support/traces.hpp"
#include "trace/reader.hpp"

using namespace replay;

namespace {
std::string const real =
    R"x({"awaitscope":2,"engine":"cpython","version":"3.11.7","clock":"real","program":"p","arguments":[],"knobs":{}}
["source",1,"app.py","",[]]
["text",1,"sleep(1)"]
["text",2,"Task-1"]
["text",3,"main()"]
[0,"coro.create","c1","",3,9,1]
[0,"task.create","t1","c1",2,9,1]
["run",0,"h1","t1","",1,"c1",0,0,0]
[60000000,"line","c1","",0,31,1]
["wait",320000000,"c1","f1",1,5,1]
["run",1400000000,"h2","t1","f1",8,"c1",0,5,1]
["wait",1400050000,"c1","f2",1,6,1]
[3400050000,"loop.select","l1","",-1,0,0]
)x";
} // namespace

TEST_CASE("the longest steps and waits of a run come first, each with its place") {
    auto const log = trace::read(real).log;
    Index const index(log);
    Slowest const found = slowest(index, 10);
    REQUIRE(found.steps.size() == 2);
    CHECK(found.steps[0].ns == 320'000'000);
    CHECK(found.steps[0].at == Place{1, 31});
    CHECK(to_string(found.steps[0].task) == "t1");
    CHECK(found.steps[1].ns == 50'000);
    CHECK_FALSE(found.steps[1].at);
    REQUIRE(found.waits.size() == 2);
    CHECK(found.waits[0].ns == 2'000'000'000);
    CHECK_FALSE(found.waits[0].over);
    CHECK(found.waits[0].at == Place{1, 6});
    CHECK(found.waits[1].ns == 1'080'000'000);
    CHECK(found.waits[1].over);
    CHECK(found.waits[1].awaited == "sleep(1)");
    CHECK(slowest(index, 1).waits.size() == 1);
}

TEST_CASE("a wait under the virtual clock takes what the clock says and a step nothing") {
    auto const log = recorded("gather-order");
    Slowest const found = slowest(Index(log), 3);
    CHECK(found.steps.empty());
    REQUIRE_FALSE(found.waits.empty());
    CHECK(found.waits[0].ns == 3'000'000'000);
}
