// Queue, LifoQueue and PriorityQueue, held to CPython.
#include "pair.hpp"

using namespace aio;

TEST_CASE("pair: join waits until all work is marked as done") {
    struct Program {
        Coro<> producer(std::string name, double delay, Queue<std::string> queue) {
            line(3);
            for (int i = 0; i < 2; ++i) {
                line(4);
                co_await sleep(delay);
                line(5);
                co_await queue.put(name + std::to_string(i));
                line(6), print("put     ", name + std::to_string(i));
                line(3);
            }
        }
        Coro<> consumer(Queue<std::string> queue) {
            for (;;) {
                line(8);
                line(9);
                auto const item = co_await queue.get();
                line(10);
                co_await sleep(0.6);
                line(11), print("consumed", item);
                line(12), queue.task_done();
            }
        }
        Coro<> main(int workers) {
            line(14);
            Queue<std::string> const queue;
            line(15);
            std::vector<Task<>> tasks;
            for (int i = 0; i < workers; ++i) tasks.push_back(create_task(consumer(queue)));
            line(16);
            co_await gather(InOrder{producer("a", 0.5, queue), producer("b", 0.8, queue)}.coroutines);
            line(17), print("producers done, still queued:", queue.qsize());
            line(18);
            co_await queue.join();
            line(19), print("all work done");
            line(20);
            for (auto const& task : tasks) {
                line(21), task.cancel();
                line(22);
                std::vector const one(1, task);
                co_await wait(one);
                line(20);
            }
        }
    };
    int const workers = GENERATE(1, 2);
    std::string const python = R"(
import asyncio
async def producer(name, delay, queue):
    for i in range(2):
        await asyncio.sleep(delay)
        await queue.put(f"{name}{i}")
        print("put     ", f"{name}{i}")
async def consumer(queue):
    while True:
        item = await queue.get()
        await asyncio.sleep(0.6)
        print("consumed", item)
        queue.task_done()
async def main(workers):
    queue = asyncio.Queue()
    tasks = [asyncio.create_task(consumer(queue)) for _ in range(workers)]
    await asyncio.gather(producer("a", 0.5, queue), producer("b", 0.8, queue))
    print("producers done, still queued:", queue.qsize())
    await queue.join()
    print("all work done")
    for task in tasks:
        task.cancel()
        await asyncio.wait([task])
asyncio.run(main()" + std::to_string(workers) +
                               "))\n";
    require_same_events(python, [&] {
        Program program;
        line(1), line(2), line(7), line(13);
        line(23), run(program.main(workers));
    });
}

TEST_CASE("pair: a full queue makes the producer wait") {
    struct Program {
        Coro<> producer(Queue<std::optional<int>> queue) {
            line(3);
            for (int i = 0; i < 4; ++i) {
                line(4);
                co_await queue.put(i);
                line(5), print(get_running_loop().time(), "put", i);
                line(3);
            }
            line(6);
            co_await queue.put(std::nullopt);
        }
        Coro<> consumer(Queue<std::optional<int>> queue) {
            for (;;) {
                line(8);
                auto const item = co_await queue.get();
                if (!item) break;
                line(9);
                co_await sleep(1);
                line(10), print(get_running_loop().time(), "  done", *item);
            }
        }
        Coro<> main(int size) {
            line(12);
            Queue<std::optional<int>> const queue(size);
            line(13);
            co_await gather(InOrder{producer(queue), consumer(queue)}.coroutines);
            line(14), print(get_running_loop().time(), "both ended", queue.full(), queue.empty());
        }
    };
    int const size = GENERATE(0, 1, 2);
    std::string const python = R"(
import asyncio
async def producer(queue):
    for i in range(4):
        await queue.put(i)
        print(asyncio.get_running_loop().time(), "put", i)
    await queue.put(None)
async def consumer(queue):
    while (item := await queue.get()) is not None:
        await asyncio.sleep(1)
        print(asyncio.get_running_loop().time(), "  done", item)
async def main(size):
    queue = asyncio.Queue(maxsize=size)
    await asyncio.gather(producer(queue), consumer(queue))
    print(asyncio.get_running_loop().time(), "both ended", queue.full(), queue.empty())
asyncio.run(main()" + std::to_string(size) +
                               "))\n";
    require_same_events(python, [&] {
        Program program;
        line(1), line(2), line(7), line(11);
        line(15), run(program.main(size));
    });
}

TEST_CASE("pair: the last item first, the smallest item first") {
    struct Program {
        Coro<> main() {
            line(3);
            LifoQueue<int> const stack(3);
            line(4);
            for (int const item : {1, 2, 3}) {
                line(5);
                co_await stack.put(item);
                line(4);
            }
            line(6);
            auto const waiting = create_task(stack.put(4));
            line(7);
            co_await sleep(0);
            line(8);
            auto const third = co_await stack.get();
            auto const second = co_await stack.get();
            print(third, second, stack.full());
            line(9);
            co_await waiting;
            line(10);
            auto const fourth = co_await stack.get();
            auto const first = co_await stack.get();
            print(fourth, first);
            line(11);
            PriorityQueue<std::pair<int, std::string>> const heap;
            line(12);
            for (auto const& item : {std::pair{3, "c"}, {1, "z"}, {2, "b"}, {1, "a"}, {3, "a"}, {0, "x"}}) {
                line(13), heap.put_nowait(item);
                line(12);
            }
            line(14);
            while (!heap.empty()) {
                line(15), print(repr(co_await heap.get()));
                line(14);
            }
            line(16);
            auto const blocked = create_task(heap.get());
            line(17);
            co_await sleep(0);
            line(18), heap.put_nowait({1, "last"});
            line(19), print(co_await blocked);
        }
    };
    char const* const python = R"(
import asyncio
async def main():
    stack = asyncio.LifoQueue(3)
    for item in (1, 2, 3):
        await stack.put(item)
    waiting = asyncio.create_task(stack.put(4))
    await asyncio.sleep(0)
    print(await stack.get(), await stack.get(), stack.full())
    await waiting
    print(await stack.get(), await stack.get())
    heap = asyncio.PriorityQueue()
    for item in ((3, "c"), (1, "z"), (2, "b"), (1, "a"), (3, "a"), (0, "x")):
        heap.put_nowait(item)
    while not heap.empty():
        print(await heap.get())
    blocked = asyncio.create_task(heap.get())
    await asyncio.sleep(0)
    heap.put_nowait((1, "last"))
    print(await blocked)
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2);
        line(20), run(program.main());
    });
}

TEST_CASE("pair: refusals of a queue") {
    struct Program {
        Coro<> main() {
            line(3);
            Queue<int> const queue(1);
            line(4);
            try {
                line(5), queue.get_nowait();
            } catch (QueueEmpty const& error) {
                line(6);
                line(7), print("empty", error.what());
            }
            line(8), queue.put_nowait(1);
            line(9);
            try {
                line(10), queue.put_nowait(2);
            } catch (QueueFull const& error) {
                line(11);
                line(12), print("full", error.what());
            }
            line(13), print(queue.get_nowait());
            line(14), queue.task_done();
            line(15);
            try {
                line(16), queue.task_done();
            } catch (ValueError const& error) {
                line(17);
                line(18), print(error.what());
            }
            line(19);
            co_await queue.join();
            line(20), print(str(queue), queue.maxsize());
            line(21);
            throw QueueEmpty();
        }
    };
    char const* const python = R"(
import asyncio
async def main():
    queue = asyncio.Queue(1)
    try:
        queue.get_nowait()
    except asyncio.QueueEmpty as error:
        print("empty", error)
    queue.put_nowait(1)
    try:
        queue.put_nowait(2)
    except asyncio.QueueFull as error:
        print("full", error)
    print(queue.get_nowait())
    queue.task_done()
    try:
        queue.task_done()
    except ValueError as error:
        print(error)
    await queue.join()
    print(str(queue), queue.maxsize)
    raise asyncio.QueueEmpty
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2);
        line(22), run(program.main());
    });
}

TEST_CASE("pair: several join one queue, one of them gives up and one comes late") {
    struct Program {
        Coro<> joiner(std::string name, Queue<int> queue) {
            line(3);
            co_await queue.join();
            line(4), print(name, "joined");
        }
        Coro<> main() {
            line(6);
            Queue<int> const queue;
            line(7), queue.put_nowait(1);
            line(8), queue.put_nowait(2);
            line(9);
            std::vector<Task<>> tasks;
            for (auto const* name : {"A", "B", "C"}) tasks.push_back(create_task(joiner(name, queue)));
            line(10);
            co_await sleep(1);
            line(11), tasks[1].cancel();
            line(12), queue.get_nowait();
            line(13), queue.task_done();
            line(14), queue.task_done();
            line(15), queue.put_nowait(3);
            line(16);
            co_await gather(tasks[0], tasks[2]);
            line(17), print(tasks[1].cancelled());
            line(18);
            auto const late = create_task(joiner("late", queue));
            line(19);
            co_await sleep(0);
            line(20), queue.task_done();
            line(21);
            co_await late;
        }
    };
    char const* const python = R"(
import asyncio
async def joiner(name, queue):
    await queue.join()
    print(name, "joined")
async def main():
    queue = asyncio.Queue()
    queue.put_nowait(1)
    queue.put_nowait(2)
    tasks = [asyncio.create_task(joiner(n, queue)) for n in "ABC"]
    await asyncio.sleep(1)
    tasks[1].cancel()
    queue.get_nowait()
    queue.task_done()
    queue.task_done()
    queue.put_nowait(3)
    await asyncio.gather(tasks[0], tasks[2])
    print(tasks[1].cancelled())
    late = asyncio.create_task(joiner("late", queue))
    await asyncio.sleep(0)
    queue.task_done()
    await late
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(5);
        line(22), run(program.main());
    });
}

TEST_CASE("pair: three producers and two consumers share a small queue") {
    struct Program {
        Coro<> producer(int n, Queue<int> queue) {
            line(3);
            for (int i = 0; i < 3; ++i) {
                line(4);
                co_await queue.put(10 * n + i);
                line(3);
            }
        }
        Coro<> consumer(std::string name, Queue<int> queue) {
            for (;;) {
                line(6);
                line(7);
                auto const item = co_await queue.get();
                print(name, item, queue.qsize());
                line(8);
                co_await sleep(0);
                line(9), queue.task_done();
            }
        }
        Coro<> main() {
            line(11);
            Queue<int> const queue(2);
            line(12);
            std::vector<Task<>> tasks;
            for (auto const* name : {"A", "B"}) tasks.push_back(create_task(consumer(name, queue)));
            line(13);
            co_await gather(InOrder{producer(1, queue), producer(2, queue), producer(3, queue)}.coroutines);
            line(14);
            co_await queue.join();
            line(15);
            for (auto const& task : tasks) {
                line(16), task.cancel();
                line(15);
            }
        }
    };
    char const* const python = R"(
import asyncio
async def producer(n, queue):
    for i in range(3):
        await queue.put(10 * n + i)
async def consumer(name, queue):
    while True:
        print(name, await queue.get(), queue.qsize())
        await asyncio.sleep(0)
        queue.task_done()
async def main():
    queue = asyncio.Queue(2)
    tasks = [asyncio.create_task(consumer(n, queue)) for n in "AB"]
    await asyncio.gather(producer(1, queue), producer(2, queue), producer(3, queue))
    await queue.join()
    for task in tasks:
        task.cancel()
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(5), line(10);
        line(17), run(program.main());
    });
}
