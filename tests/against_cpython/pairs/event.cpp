// Event, held to CPython.
#include "pair.hpp"

using namespace aio;

TEST_CASE("pair: an event opens the gate for all and stays open") {
    struct Program {
        Coro<> runner(std::string name, Event gate) {
            line(3), print(name, "at the gate");
            line(4);
            co_await gate.wait();
            line(5), print(name, "runs, gate open:", gate.is_set());
        }
        Coro<> main() {
            line(7);
            Event const gate;
            line(8);
            std::vector<Task<>> runners;
            for (auto const* name : {"A", "B", "C"}) runners.push_back(create_task(runner(name, gate)));
            line(9);
            co_await sleep(1);
            line(10), gate.set();
            line(11), print("gate set, main still has the floor");
            line(12);
            co_await gather(std::move(runners));
            line(13);
            co_await runner("late", gate);
        }
    };
    char const* const python = R"(
import asyncio
async def runner(name, gate):
    print(name, "at the gate")
    await gate.wait()
    print(name, "runs, gate open:", gate.is_set())
async def main():
    gate = asyncio.Event()
    runners = [asyncio.create_task(runner(n, gate)) for n in "ABC"]
    await asyncio.sleep(1)
    gate.set()
    print("gate set, main still has the floor")
    await asyncio.gather(*runners)
    await runner("late", gate)
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(6);
        line(14), run(program.main());
    });
}

TEST_CASE("pair: an event cleared at once still lets those through whom it woke") {
    struct Program {
        Coro<> runner(std::string name, Event gate) {
            line(3), print(name, co_await gate.wait(), gate.is_set());
        }
        Coro<> main() {
            line(5);
            Event const gate;
            line(6);
            auto const a = create_task(runner("A", gate));
            line(7);
            co_await sleep(0);
            line(8), gate.set();
            line(9), gate.set();
            line(10), gate.clear();
            line(11);
            auto const late = create_task(runner("late", gate));
            line(12);
            co_await a;
            line(13);
            co_await sleep(1);
            line(14), print(late.done());
            line(15), gate.set();
            line(16);
            co_await late;
        }
    };
    char const* const python = R"(
import asyncio
async def runner(name, gate):
    print(name, await gate.wait(), gate.is_set())
async def main():
    gate = asyncio.Event()
    a = asyncio.create_task(runner("A", gate))
    await asyncio.sleep(0)
    gate.set()
    gate.set()
    gate.clear()
    late = asyncio.create_task(runner("late", gate))
    await a
    await asyncio.sleep(1)
    print(late.done())
    gate.set()
    await late
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(4);
        line(17), run(program.main());
    });
}

TEST_CASE("pair: cancelled before and after the event woke them") {
    struct Program {
        Coro<> runner(std::string name, Event gate) {
            line(3);
            try {
                line(4);
                co_await gate.wait();
            } catch (CancelledError const&) {
                line(5);
                line(6), print(name, "cancelled");
                line(7);
                throw;
            }
            line(8), print(name, "through");
        }
        Coro<> main() {
            line(10);
            Event const gate;
            line(11);
            std::vector<Task<>> tasks;
            for (auto const* name : {"A", "B", "C"}) tasks.push_back(create_task(runner(name, gate)));
            line(12);
            co_await sleep(0);
            line(13), tasks[0].cancel();
            line(14), gate.set();
            line(15), tasks[1].cancel();
            line(16);
            co_await tasks[2];
            line(17);
            for (auto const& task : tasks) {
                line(18), print(task.cancelled());
                line(17);
            }
        }
    };
    char const* const python = R"(
import asyncio
async def runner(name, gate):
    try:
        await gate.wait()
    except asyncio.CancelledError:
        print(name, "cancelled")
        raise
    print(name, "through")
async def main():
    gate = asyncio.Event()
    tasks = [asyncio.create_task(runner(n, gate)) for n in "ABC"]
    await asyncio.sleep(0)
    tasks[0].cancel()
    gate.set()
    tasks[1].cancel()
    await tasks[2]
    for task in tasks:
        print(task.cancelled())
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(9);
        line(19), run(program.main());
    });
}

TEST_CASE("pair: an event set by a timer, and one that nobody sets in time") {
    struct Program {
        Coro<> main() {
            line(3);
            EventLoop& loop = get_running_loop();
            line(4);
            Event const one, two;
            line(5), loop.call_later(
                         1, [=] { one.set(); }, "Event.set");
            line(6), print(co_await one.wait(), loop.time());
            line(7);
            auto const waiting = create_task(two.wait());
            line(8), loop.call_later(
                         1, [&] { waiting.cancel(); }, "Task.cancel");
            line(9);
            try {
                line(10);
                co_await waiting;
            } catch (CancelledError const&) {
                line(11);
                line(12), print("gave up at", loop.time());
            }
            line(13);
            try {
                line(14);
                co_await wait_for(two.wait(), 0.5);
            } catch (TimeoutError const&) {
                line(15);
                line(16), print("too late at", loop.time());
            }
        }
    };
    char const* const python = R"(
import asyncio
async def main():
    loop = asyncio.get_running_loop()
    one, two = asyncio.Event(), asyncio.Event()
    loop.call_later(1, one.set)
    print(await one.wait(), loop.time())
    waiting = asyncio.create_task(two.wait())
    loop.call_later(1, waiting.cancel)
    try:
        await waiting
    except asyncio.CancelledError:
        print("gave up at", loop.time())
    try:
        await asyncio.wait_for(two.wait(), 0.5)
    except asyncio.TimeoutError:
        print("too late at", loop.time())
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2);
        line(17), run(program.main());
    });
}
