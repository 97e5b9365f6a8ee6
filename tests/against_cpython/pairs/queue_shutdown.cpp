// Queue.shutdown, since 3.13.
#include "pair.hpp"

using namespace aio;

TEST_CASE("pair: shutdown lets getters finish what is there") {
    struct Program {
        Coro<> getter(std::string name, Queue<int> queue) {
            for (;;) {
                line(3);
                line(4);
                try {
                    line(5), print(name, co_await queue.get());
                    line(6), queue.task_done();
                } catch (QueueShutDown const& error) {
                    line(7);
                    line(8), print(name, "is told", error.what());
                    line(9);
                    co_return;
                }
            }
        }
        Coro<> putter(Queue<int> queue) {
            line(11);
            try {
                line(12);
                co_await queue.put(3);
            } catch (QueueShutDown const&) {
                line(13);
                line(14), print("not in");
            }
        }
        Coro<> main() {
            line(16);
            Queue<int> const queue(2);
            line(17);
            auto const waiting = create_task(getter("early", queue));
            line(18);
            co_await sleep(1);
            line(19), queue.put_nowait(1);
            line(20), queue.put_nowait(2);
            line(21);
            auto const blocked = create_task(putter(queue));
            line(22), queue.shutdown();
            line(23);
            co_await waiting;
            line(24);
            co_await blocked;
            line(25);
            try {
                line(26), queue.put_nowait(4);
            } catch (QueueShutDown const&) {
                line(27);
                line(28), print(str(queue));
            }
            line(29);
            try {
                line(30), queue.get_nowait();
            } catch (QueueShutDown const&) {
                line(31);
                line(32), print("shut");
            }
        }
    };
    char const* const python = R"(
import asyncio
async def getter(name, queue):
    while True:
        try:
            print(name, await queue.get())
            queue.task_done()
        except asyncio.QueueShutDown as error:
            print(name, "is told", error)
            return
async def putter(queue):
    try:
        await queue.put(3)
    except asyncio.QueueShutDown:
        print("not in")
async def main():
    queue = asyncio.Queue(2)
    waiting = asyncio.create_task(getter("early", queue))
    await asyncio.sleep(1)
    queue.put_nowait(1)
    queue.put_nowait(2)
    blocked = asyncio.create_task(putter(queue))
    queue.shutdown()
    await waiting
    await blocked
    try:
        queue.put_nowait(4)
    except asyncio.QueueShutDown:
        print(str(queue))
    try:
        queue.get_nowait()
    except asyncio.QueueShutDown:
        print("shut")
asyncio.run(main())
)";
    require_same_events(
        python,
        [] {
            Program program;
            line(1), line(2), line(10), line(15);
            line(33), run(program.main());
        },
        since(13));
}

TEST_CASE("pair: shutdown at once drops the items and wakes everybody") {
    struct Program {
        Coro<> attempt(std::string what, Queue<int> queue) {
            line(3);
            try {
                line(4);
                co_await queue.put(3);
                line(5), print(what, "done");
            } catch (QueueShutDown const&) {
                line(6);
                line(7), print(what, "shut down");
            }
        }
        Coro<> join(Queue<int> queue) {
            line(9);
            co_await queue.join();
            line(10), print("joined");
        }
        Coro<> main() {
            line(12);
            Queue<int> const queue(2);
            line(13), queue.put_nowait(1);
            line(14), queue.put_nowait(2);
            line(15);
            std::vector<Task<>> tasks;
            for (auto const* name : {"A", "B"}) tasks.push_back(create_task(attempt(name, queue)));
            line(16), tasks.push_back(create_task(join(queue)));
            line(17);
            co_await sleep(1);
            line(18), queue.shutdown(true);
            line(19), print(queue.qsize());
            line(20);
            for (auto const& task : tasks) {
                line(21);
                co_await task;
                line(20);
            }
            line(22);
            try {
                line(23);
                co_await queue.get();
            } catch (QueueShutDown const&) {
                line(24);
                line(25), print("nothing left");
            }
        }
    };
    char const* const python = R"(
import asyncio
async def attempt(what, queue):
    try:
        await queue.put(3)
        print(what, "done")
    except asyncio.QueueShutDown:
        print(what, "shut down")
async def join(queue):
    await queue.join()
    print("joined")
async def main():
    queue = asyncio.Queue(2)
    queue.put_nowait(1)
    queue.put_nowait(2)
    tasks = [asyncio.create_task(attempt(n, queue)) for n in "AB"]
    tasks.append(asyncio.create_task(join(queue)))
    await asyncio.sleep(1)
    queue.shutdown(immediate=True)
    print(queue.qsize())
    for task in tasks:
        await task
    try:
        await queue.get()
    except asyncio.QueueShutDown:
        print("nothing left")
asyncio.run(main())
)";
    require_same_events(
        python,
        [] {
            Program program;
            line(1), line(2), line(8), line(11);
            line(26), run(program.main());
        },
        since(13));
}

TEST_CASE("pair: shutdown at once wakes a joiner only when nothing is in the works") {
    struct Program {
        Coro<> join(Queue<int> queue) {
            line(3);
            co_await queue.join();
            line(4), print("joined");
        }
        Coro<> getter(Queue<int> queue) {
            line(6);
            try {
                line(7), print(co_await queue.get());
            } catch (QueueShutDown const&) {
                line(8);
                line(9), print("woken for nothing");
            }
        }
        Coro<> main() {
            line(11);
            PriorityQueue<int> const queue;
            line(12), queue.put_nowait(2);
            line(13), queue.put_nowait(1);
            line(14), print(queue.get_nowait());
            line(15);
            auto const joining = create_task(join(queue));
            line(16);
            LifoQueue<int> const empty;
            line(17);
            auto const getting = create_task(getter(empty));
            line(18);
            co_await sleep(1);
            line(19), queue.shutdown(true);
            line(20), empty.shutdown(true);
            line(21);
            co_await getting;
            line(22), print(joining.done());
            line(23), queue.task_done();
            line(24);
            co_await joining;
        }
    };
    char const* const python = R"(
import asyncio
async def join(queue):
    await queue.join()
    print("joined")
async def getter(queue):
    try:
        print(await queue.get())
    except asyncio.QueueShutDown:
        print("woken for nothing")
async def main():
    queue = asyncio.PriorityQueue()
    queue.put_nowait(2)
    queue.put_nowait(1)
    print(queue.get_nowait())
    joining = asyncio.create_task(join(queue))
    empty = asyncio.LifoQueue()
    getting = asyncio.create_task(getter(empty))
    await asyncio.sleep(1)
    queue.shutdown(immediate=True)
    empty.shutdown(immediate=True)
    await getting
    print(joining.done())
    queue.task_done()
    await joining
asyncio.run(main())
)";
    require_same_events(
        python,
        [] {
            Program program;
            line(1), line(2), line(5), line(10);
            line(25), run(program.main());
        },
        since(13));
}
