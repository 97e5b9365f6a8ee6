// Coroutines by hand, generators that are awaited, and what tasks tell of themselves, held to CPython.
#include "pair.hpp"

using namespace aio;

TEST_CASE("pair: a generator made awaitable steps aside and passes on what is sent") {
    struct Program {
        Generator<int> pause(int turns) {
            line(4);
            for (int turn = 0; turn < turns; ++turn) {
                line(5), print("turn", turn);
                line(6);
                co_yield Object();
                line(4);
            }
            line(7);
            co_return turns;
        }
        Coro<> other() {
            line(9), print("other");
            co_return;
        }
        Coro<> main() {
            line(11);
            auto const task = create_task(other());
            line(12), print(co_await pause(2));
            line(13), print(co_await create_task(pause(1)));
            line(14);
            co_await task;
        }
    };
    char const* const python = R"(
import asyncio, types
@types.coroutine
def pause(turns):
    for turn in range(turns):
        print("turn", turn)
        yield
    return turns
async def other():
    print("other")
async def main():
    task = asyncio.create_task(other())
    print(await pause(2))
    print(await asyncio.create_task(pause(1)))
    await task
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(8), line(10);
        line(15), run(program.main());
    });
}

TEST_CASE("pair: an object with an await method of its own") {
    struct Promise {
        Future<int> future;

        Generator<int> wait() {
            line(6), print("asked");
            line(7);
            int const value = co_await future;
            line(8);
            co_return value + 1;
        }
        auto operator co_await() { return awaiting(wait()); }
    };
    struct Program {
        Coro<> main() {
            line(10);
            auto& loop = get_running_loop();
            line(11);
            auto const future = loop.create_future<int>();
            line(12), loop.call_later(
                          1, [&] { future.set_result(41); }, "Future.set_result");
            line(13);
            Promise promise{future};
            {
                FunctionFrame const frame;
                line(4);
            }
            int const got = co_await promise;
            print(got);
            line(14);
            try {
                line(15);
                co_await Object(5);
            } catch (TypeError const& error) {
                line(16);
                line(17), print(error.what());
            }
            line(18);
            try {
                line(19);
                awaiting(Object(5));
            } catch (TypeError const& error) {
                line(20);
                line(21), print(error.what());
            }
        }
    };
    char const* const python = R"(
import asyncio
class Promise:
    def __init__(self, future):
        self.future = future
    def __await__(self):
        print("asked")
        value = yield from self.future.__await__()
        return value + 1
async def main():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    loop.call_later(1, future.set_result, 41)
    print(await Promise(future))
    try:
        await 5
    except TypeError as error:
        print(error)
    try:
        await type("Five", (), {"__await__": lambda self: 5})()
    except TypeError as error:
        print(error)
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(3), line(5), line(9);
        line(22), run(program.main());
    });
}

TEST_CASE("pair: a coroutine driven by hand to its end and beyond") {
    struct Program {
        Generator<std::string> signal(std::string name) {
            line(4);
            Object const got = co_yield name;
            line(5);
            co_return got.str();
        }
        Coro<std::string> inner() {
            line(7);
            co_return co_await signal("first");
        }
        Coro<std::string> outer() {
            line(9);
            std::string const one = co_await inner();
            line(10);
            std::string const two = co_await signal("second");
            line(11);
            co_return one + two;
        }
    };
    char const* const python = R"(
import inspect, types
@types.coroutine
def signal(name):
    got = yield name
    return str(got)
async def inner():
    return await signal("first")
async def outer():
    one = await inner()
    two = await signal("second")
    return one + two
coroutine = outer()
print(inspect.getcoroutinestate(coroutine))
print(coroutine.send(None))
print(inspect.getcoroutinestate(coroutine), coroutine.cr_await.__name__)
print(coroutine.send("a"))
try:
    coroutine.send("b")
except StopIteration as stop:
    print(stop.value)
print(inspect.getcoroutinestate(coroutine))
try:
    coroutine.send(None)
except RuntimeError as error:
    print(error)
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(6), line(8);
        line(12);
        auto coroutine = program.outer();
        line(13), print(coroutine.state());
        line(14), print(coroutine.send());
        line(15), print(coroutine.state(), coroutine.awaits());
        line(16), print(coroutine.send("a"));
        line(17);
        try {
            line(18), coroutine.send("b");
        } catch (StopIteration const& stop) {
            line(19);
            line(20), print(stop.value());
        }
        line(21), print(coroutine.state());
        line(22);
        try {
            line(23), coroutine.send();
        } catch (RuntimeError const& error) {
            line(24);
            line(25), print(error.what());
        }
    });
}

TEST_CASE("pair: tasks know their names and their coroutines and who runs") {
    struct Program {
        static void in_callback() { line(19), print("in a callback", current_task()); }
        Coro<> worker() {
            line(3);
            auto const me = current_task();
            line(4), print(me.name(), me.get_coro().name());
            line(5), me.set_name("renamed");
            line(6);
            co_await sleep(1);
        }
        Coro<> main() {
            line(8);
            auto const task = create_task(worker(), "first name");
            line(9), get_running_loop().call_soon(in_callback, "in_callback");
            line(10);
            co_await sleep(0);
            std::string names;
            for (auto const& each : all_tasks()) names += (names.empty() ? "" : " ") + each.name();
            line(11), print(names);
            line(12), print(&task.get_loop() == &get_running_loop());
            line(13), task.cancel();
            line(14);
            try {
                line(15);
                co_await task;
            } catch (CancelledError const&) {
                line(16);
                line(17), print(task.name(), task.cancelled());
            }
        }
    };
    char const* const python = R"(
import asyncio
async def worker():
    me = asyncio.current_task()
    print(me.get_name(), me.get_coro().__name__)
    me.set_name("renamed")
    await asyncio.sleep(1)
async def main():
    task = asyncio.create_task(worker(), name="first name")
    asyncio.get_running_loop().call_soon(in_callback)
    await asyncio.sleep(0)
    print(*sorted(task.get_name() for task in asyncio.all_tasks()))
    print(task.get_loop() is asyncio.get_running_loop())
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print(task.get_name(), task.cancelled())
def in_callback():
    print("in a callback", asyncio.current_task())
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(7), line(18);
        line(20), run(program.main());
    });
}

TEST_CASE("pair: a callback that is taken back is not called") {
    struct Program {
        void first(Future<int> const& future) { line(3), print("first", future.result()); }
        void second(Future<int> const& future) { line(5), print("second", future.result()); }
        Coro<> main() {
            line(7);
            auto const future = get_running_loop().create_future<int>();
            line(8), future.add_done_callback([&](auto const& f) { first(f); }, "first");
            line(9);
            auto const taken_back = future.add_done_callback([&](auto const& f) { second(f); }, "second");
            line(10), print(future.remove_done_callback(taken_back));
            line(11), print(future.remove_done_callback(taken_back));
            line(12), future.set_result(1);
            line(13), print(co_await future, "before the callback");
            line(14);
            co_await sleep(0);
        }
    };
    char const* const python = R"(
import asyncio
def first(future):
    print("first", future.result())
def second(future):
    print("second", future.result())
async def main():
    future = asyncio.get_running_loop().create_future()
    future.add_done_callback(first)
    future.add_done_callback(second)
    print(future.remove_done_callback(second))
    print(future.remove_done_callback(second))
    future.set_result(1)
    print(await future, "before the callback")
    await asyncio.sleep(0)
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(4), line(6);
        line(15), run(program.main());
    });
}

TEST_CASE("pair: a runner runs twice on one loop and then shuts down") {
    struct Program {
        Coro<> ticker() {
            line(3);
            try {
                line(4);
                for (;;) {
                    line(5);
                    co_await sleep(1);
                    line(6), print("tick", get_running_loop().time());
                    line(4);
                }
            } catch (CancelledError const&) {
                line(8), print("stopped");
                throw;
            }
        }
        Coro<> first() {
            line(10), create_task(ticker());
            line(11);
            co_await sleep(1.5);
        }
        Coro<int> second(Runner& runner) {
            line(13);
            co_await sleep(1);
            line(14);
            auto never = first();
            line(15);
            try {
                line(16), runner.run(std::move(never));
            } catch (RuntimeError const& error) {
                line(17);
                line(18), print(error.what());
                line(19), never.close();
            }
            line(20);
            co_return 7;
        }
    };
    char const* const python = R"(
import asyncio
async def ticker():
    try:
        while True:
            await asyncio.sleep(1)
            print("tick", asyncio.get_running_loop().time())
    finally:
        print("stopped")
async def first():
    asyncio.create_task(ticker())
    await asyncio.sleep(1.5)
async def second():
    await asyncio.sleep(1)
    never = first()
    try:
        runner.run(never)
    except RuntimeError as error:
        print(error)
        never.close()
    return 7
runner = asyncio.Runner()
runner.run(first())
print(runner.run(second()))
runner.close()
runner.close()
try:
    runner.get_loop()
except RuntimeError as error:
    print(error)
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(9), line(12);
        line(21);
        Runner runner;
        line(22), runner.run(program.first());
        line(23), print(runner.run(program.second(runner)));
        line(24), runner.close();
        line(25), runner.close();
        line(26);
        try {
            line(27), runner.get_loop();
        } catch (RuntimeError const& error) {
            line(28);
            line(29), print(error.what());
        }
    });
}
