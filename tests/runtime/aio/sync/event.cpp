// Event. That its events are CPython's is shown by tests/against_cpython/pairs/event.cpp.
#include "support/catch.hpp"
#include "support/recorded.hpp"

using namespace aio;
using Lines = std::vector<std::string>;

TEST_CASE("set wakes all who wait in order of arrival and says how many") {
    auto const run = run_recorded([] {
        auto const waiter = [](std::string name, Event event) -> Coro<> {
            print(name, co_await event.wait());
        };
        auto const main = [&]() -> Coro<> {
            Event const event;
            auto const a = create_task(waiter("a", event));
            auto const b = create_task(waiter("b", event));
            co_await sleep(0);
            event.set();
            event.set();
            co_await a;
            co_await b;
        };
        aio::run(main());
    });
    CHECK(run.output == "a True\nb True\n");
    CHECK(run.events({"sync.create", "sync.wait", "sync.acquire", "sync.notify"}) ==
          Lines{"sync.create s1 Event", "sync.wait s1 t2", "sync.wait s1 t3", "sync.notify s1 t1"});
}

TEST_CASE("an event that is set is passed without a future and without a turn of the loop") {
    auto const run = run_recorded([] {
        auto const main = []() -> Coro<> {
            Event const event;
            event.set();
            print(co_await event.wait(), str(event));
            event.clear();
            print(str(event));
        };
        aio::run(main());
    });
    CHECK(run.output == "True <asyncio.locks.Event object [set]>\n<asyncio.locks.Event object [unset]>\n");
    CHECK(run.count("future.create") == 0);
    CHECK(run.count("coro.suspend") == 0);
}

TEST_CASE("an event set before the loop runs is set inside it") {
    bool passed = false;
    Event const event;
    event.set();
    auto const main = [&]() -> Coro<> { passed = co_await event.wait(); };
    aio::run(main());
    CHECK(passed);
}
