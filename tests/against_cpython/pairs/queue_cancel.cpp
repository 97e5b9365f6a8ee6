// Who waits for a queue and gives up.
#include "pair.hpp"

using namespace aio;

TEST_CASE("pair: a getter that is cancelled before or after an item woke it") {
    struct Program {
        Coro<> getter(std::string name, Queue<int> queue) { line(3), print(name, co_await queue.get()); }
        Coro<> main() {
            line(5);
            Queue<int> const queue;
            line(6);
            std::vector<Task<>> tasks;
            for (auto const* name : {"A", "B", "C"}) tasks.push_back(create_task(getter(name, queue)));
            line(7);
            co_await sleep(1);
            line(8), tasks[0].cancel();
            line(9), queue.put_nowait(1);
            line(10), tasks[1].cancel();
            line(11);
            co_await tasks[2];
            line(12), print(tasks[0].cancelled(), tasks[1].cancelled(), queue.qsize());
        }
    };
    char const* const python = R"(
import asyncio
async def getter(name, queue):
    print(name, await queue.get())
async def main():
    queue = asyncio.Queue()
    tasks = [asyncio.create_task(getter(n, queue)) for n in "ABC"]
    await asyncio.sleep(1)
    tasks[0].cancel()
    queue.put_nowait(1)
    tasks[1].cancel()
    await tasks[2]
    print(tasks[0].cancelled(), tasks[1].cancelled(), queue.qsize())
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(4);
        line(13), run(program.main());
    });
}

TEST_CASE("pair: a putter that is cancelled before or after room woke it") {
    struct Program {
        Coro<> putter(std::string name, Queue<std::string> queue) {
            line(3);
            co_await queue.put(name);
            line(4), print(name, "is in");
        }
        Coro<> main() {
            line(6);
            Queue<std::string> const queue(1);
            line(7), queue.put_nowait("first");
            line(8);
            std::vector<Task<>> tasks;
            for (auto const* name : {"A", "B", "C"}) tasks.push_back(create_task(putter(name, queue)));
            line(9);
            co_await sleep(1);
            line(10), tasks[0].cancel();
            line(11), print(queue.get_nowait());
            line(12), tasks[1].cancel();
            line(13);
            co_await tasks[2];
            line(14);
            auto const last = queue.get_nowait();
            print(last, queue.empty());
        }
    };
    char const* const python = R"(
import asyncio
async def putter(name, queue):
    await queue.put(name)
    print(name, "is in")
async def main():
    queue = asyncio.Queue(1)
    queue.put_nowait("first")
    tasks = [asyncio.create_task(putter(n, queue)) for n in "ABC"]
    await asyncio.sleep(1)
    tasks[0].cancel()
    print(queue.get_nowait())
    tasks[1].cancel()
    await tasks[2]
    print(queue.get_nowait(), queue.empty())
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(5);
        line(15), run(program.main());
    });
}

TEST_CASE("pair: an item taken before the woken getter runs makes it wait again") {
    struct Program {
        Coro<> getter(Queue<int> queue) { line(3), print("got", co_await queue.get()); }
        Coro<> putter(Queue<int> queue) {
            line(5);
            co_await queue.put(3);
            line(6), print("room at last");
        }
        Coro<> main() {
            line(8);
            Queue<int> const queue(1);
            line(9);
            auto const task = create_task(getter(queue));
            line(10);
            co_await sleep(0);
            line(11), queue.put_nowait(1);
            line(12), print("taken away", queue.get_nowait());
            line(13);
            co_await sleep(1);
            line(14);
            co_await queue.put(2);
            line(15);
            co_await task;
            line(16), queue.put_nowait(4);
            line(17);
            auto const other = create_task(putter(queue));
            line(18);
            co_await sleep(0);
            line(19), print(queue.get_nowait());
            line(20), queue.put_nowait(5);
            line(21);
            co_await sleep(1);
            line(22), print(queue.get_nowait());
            line(23);
            co_await other;
        }
    };
    char const* const python = R"(
import asyncio
async def getter(queue):
    print("got", await queue.get())
async def putter(queue):
    await queue.put(3)
    print("room at last")
async def main():
    queue = asyncio.Queue(1)
    task = asyncio.create_task(getter(queue))
    await asyncio.sleep(0)
    queue.put_nowait(1)
    print("taken away", queue.get_nowait())
    await asyncio.sleep(1)
    await queue.put(2)
    await task
    queue.put_nowait(4)
    other = asyncio.create_task(putter(queue))
    await asyncio.sleep(0)
    print(queue.get_nowait())
    queue.put_nowait(5)
    await asyncio.sleep(1)
    print(queue.get_nowait())
    await other
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(4), line(7);
        line(24), run(program.main());
    });
}

TEST_CASE("pair: queue operations with timeouts") {
    struct Program {
        Coro<> main() {
            line(3);
            Queue<int> const queue(1);
            line(4);
            try {
                line(5);
                co_await wait_for(queue.get(), 1);
            } catch (TimeoutError const&) {
                line(6);
                line(7), print("nothing came");
            }
            line(8);
            co_await wait_for(queue.put(1), 1);
            line(9);
            try {
                line(10);
                co_await wait_for(queue.put(2), 1);
            } catch (TimeoutError const&) {
                line(11);
                line(12), print("no room");
            }
            line(13), print(co_await wait_for(queue.get(), None{}));
            line(14);
            try {
                line(15);
                co_await wait_for(queue.join(), 1);
            } catch (TimeoutError const&) {
                line(16);
                line(17), print("not done", get_running_loop().time());
            }
        }
    };
    char const* const python = R"(
import asyncio
async def main():
    queue = asyncio.Queue(1)
    try:
        await asyncio.wait_for(queue.get(), 1)
    except asyncio.TimeoutError:
        print("nothing came")
    await asyncio.wait_for(queue.put(1), 1)
    try:
        await asyncio.wait_for(queue.put(2), 1)
    except asyncio.TimeoutError:
        print("no room")
    print(await asyncio.wait_for(queue.get(), None))
    try:
        await asyncio.wait_for(queue.join(), 1)
    except asyncio.TimeoutError:
        print("not done", asyncio.get_running_loop().time())
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2);
        line(18), run(program.main());
    });
}
