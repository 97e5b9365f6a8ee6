// asyncio's own coroutines made tasks and children, and the loop that is found, held to CPython.
#include "pair.hpp"

#include <string>
#include <vector>

using namespace aio;

TEST_CASE("pair: sleeps are gathered and give their results") {
    struct Program {
        Coro<> main() {
            line(3);
            auto const value = co_await sleep(1, "value");
            auto const seven = co_await sleep(0, 7);
            print(value, seven);
            line(4);
            auto first = sleep(2, "a");
            auto second = sleep(1, "b");
            auto const [a, b, none] = co_await gather(first, second, sleep(1));
            print(a, b, none);
            line(5);
            auto const task = create_task(sleep(5, "late"));
            line(6);
            try {
                line(7);
                co_await wait_for(task, 1);
            } catch (TimeoutError const&) {
                line(8);
                line(9), print(task.name(), task.cancelled());
            }
            line(10), print(co_await wait_for(sleep(1, "in time"), 2));
            line(11);
            auto const shielded = co_await shield(sleep(1, "shielded"));
            print(shielded, get_running_loop().time());
            line(12), print(co_await gather());
        }
    };
    char const* const python = R"(
import asyncio
async def main():
    print(await asyncio.sleep(1, "value"), await asyncio.sleep(0, 7))
    print(*await asyncio.gather(asyncio.sleep(2, "a"), asyncio.sleep(1, "b"), asyncio.sleep(1)))
    task = asyncio.create_task(asyncio.sleep(5, "late"))
    try:
        await asyncio.wait_for(task, 1)
    except asyncio.TimeoutError:
        print(task.get_name(), task.cancelled())
    print(await asyncio.wait_for(asyncio.sleep(1, "in time"), 2))
    print(await asyncio.shield(asyncio.sleep(1, "shielded")), asyncio.get_running_loop().time())
    print(await asyncio.gather())
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2);
        line(13), run(program.main());
    });
}

TEST_CASE("pair: a task group takes asyncio's own coroutines") {
    struct Program {
        Coro<> main() {
            line(3);
            Queue<int> const queue;
            line(4);
            TaskGroup group;
            co_await async_with(group, [&](TaskGroup& g) -> Block<> {
                line(5), g.create_task(sleep(2));
                line(6);
                auto const got = g.create_task(queue.get());
                line(7), g.create_task(wait_for(queue.put(5), 1));
                line(8), print(co_await got);
            });
            line(9), print(get_running_loop().time());
        }
    };
    char const* const python = R"(
import asyncio
async def main():
    queue = asyncio.Queue()
    async with asyncio.TaskGroup() as g:
        g.create_task(asyncio.sleep(2))
        got = g.create_task(queue.get())
        g.create_task(asyncio.wait_for(queue.put(5), 1))
        print(await got)
    print(asyncio.get_running_loop().time())
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2);
        line(10), run(program.main());
    });
}

TEST_CASE("pair: a sleep gives its result and can be a task of its own") {
    struct Program {
        static Coro<> main() {
            line(3);
            auto const one = co_await sleep(1, "one");
            print(one, get_running_loop().time());
            line(4), print(co_await sleep(0, 10));
            line(5);
            auto const task = ensure_future(sleep(2, "two"));
            line(6);
            auto const two = co_await task;
            print(two, get_running_loop().time());
        }
    };
    char const* const python = R"(
import asyncio
async def main():
    print(await asyncio.sleep(1, "one"), asyncio.get_running_loop().time())
    print(await asyncio.sleep(0, 10))
    task = asyncio.ensure_future(asyncio.sleep(2, "two"))
    print(await task, asyncio.get_running_loop().time())
asyncio.run(main())
)";
    require_same_events(python, [] {
        line(1), line(2);
        line(7), aio::run(Program::main());
    });
}

TEST_CASE("pair: gather outside of a loop files its task in a loop that nobody runs") {
    struct Program {
        static Coro<int> job(std::string name) {
            line(3), print(name);
            line(4);
            co_return 7;
        }
        static Coro<> main() {
            line(7);
            auto const result = co_await job("inside");
            print(result);
        }
    };
    char const* const python = R"(
import asyncio
async def job(name):
    print(name)
    return 7
asyncio.gather(job("outside"))
async def main():
    print(await job("inside"))
asyncio.run(main())
print("over")
)";
    require_same_events(
        python,
        [] {
            line(1), line(2);
            line(5), gather(Program::job("outside"));
            line(6);
            line(8), run(Program::main());
            line(9), print("over");
        },
        since(11));
}

TEST_CASE("pair: gather and shield take the loop that is set and refuse where none is any more") {
    struct Program {
        static Coro<std::string> job(std::string name) {
            line(3), print(name);
            line(4);
            co_return name;
        }
        static Coro<> waits(Gather<std::vector<std::string>> both) {
            line(6);
            auto const results = co_await both;
            print(results);
        }
    };
    char const* const python = R"(
import asyncio
async def job(name):
    print(name)
    return name
async def waits(both):
    print(await both)
runner = asyncio.Runner()
runner.get_loop()
both = asyncio.gather(job("a"), job("b"))
runner.run(waits(both))
runner.close()
try:
    asyncio.gather()
except RuntimeError as error:
    print(error)
late = job("c")
try:
    asyncio.shield(late)
except RuntimeError as error:
    print(error)
late.close()
)";
    require_same_events(
        python,
        [] {
            line(1), line(2), line(5);
            line(7);
            Runner runner;
            line(8), runner.get_loop();
            line(9);
            auto a = Program::job("a");
            auto b = Program::job("b");
            auto const both = gather(std::move(a), std::move(b));
            line(10), runner.run(Program::waits(both));
            line(11), runner.close();
            line(12);
            try {
                line(13), gather();
            } catch (RuntimeError const& error) {
                line(14), line(15), print(error.what());
            }
            line(16);
            auto late = Program::job("c");
            line(17);
            try {
                line(18), shield(std::move(late));
            } catch (RuntimeError const& error) {
                line(19), line(20), print(error.what());
            }
            line(21), late.close();
        },
        since(11));
}
