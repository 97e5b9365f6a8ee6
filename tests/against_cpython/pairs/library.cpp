// asyncio's own coroutines made tasks and children, held to CPython.
#include "pair.hpp"

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
