// What CPython's test_queues.py asserts and no test of tests/runtime/aio and tests/against_cpython/pairs
// does; queues.md says which is which.
#include "program.hpp"

#include <algorithm>
#include <numeric>

using namespace aio;

namespace {

template <typename Check>
void for_each_kind_of_queue(Check check) {
    check(Queue<int>());
    check(LifoQueue<int>());
    check(PriorityQueue<int>());
}

template <typename Q>
Coro<std::vector<int>> through(Q queue) {
    for (int const item : {1, 3, 2}) co_await queue.put(item);
    std::vector<int> items;
    while (!queue.empty()) {
        int const item = co_await queue.get();
        items.push_back(item);
    }
    co_return items;
}

Coro<> expect_shut_down(Queue<int> queue) {
    std::string const put = co_await error_of(queue.put(9));
    std::string const got = co_await error_of(queue.get());
    CHECK(put == "QueueShutDown()");
    CHECK(got == "QueueShutDown()");
    CHECK(error_in([&] { queue.put_nowait(9); }) == "QueueShutDown()");
    CHECK(error_in([&] { queue.get_nowait(); }) == "QueueShutDown()");
}

std::string const too_often = "ValueError('task_done() called too many times')";

} // namespace

TEST_CASE("a queue's text counts who waits to get and who waits to put") {
    in_loop([]() -> Coro<> {
        Queue<int> const empty;
        auto const getter = create_task(empty.get());
        co_await sleep(0);
        CHECK(str(empty) == "<Queue maxsize=0 _getters[1]>");
        empty.put_nowait(0);
        int const got = co_await getter;
        CHECK(got == 0);

        Queue<int> const full(1);
        full.put_nowait(1);
        auto const putter = create_task(full.put(2));
        co_await sleep(0);
        CHECK(str(full) == "<Queue maxsize=1 _queue=[1] _putters[1] tasks=1>");
        full.get_nowait();
        co_await putter;
        CHECK(str(full) == "<Queue maxsize=1 _queue=[2] tasks=2>");
    });
}

TEST_CASE("a queue is empty or full by the items it holds now") {
    in_loop([]() -> Coro<> {
        Queue<int> const unbounded;
        CHECK(unbounded.empty());
        co_await unbounded.put(1);
        CHECK_FALSE(unbounded.empty());
        CHECK_FALSE(unbounded.full());
        int const got = co_await unbounded.get();
        CHECK(got == 1);
        CHECK(unbounded.empty());

        Queue<int> const bounded(1);
        CHECK(bounded.maxsize() == 1);
        CHECK_FALSE(bounded.full());
        co_await bounded.put(1);
        CHECK(bounded.full());
    });
}

TEST_CASE("a queue keeps the order of coming and a stack turns it round and a heap sorts") {
    in_loop([]() -> Coro<> {
        auto const fifo = co_await through(Queue<int>());
        auto const lifo = co_await through(LifoQueue<int>());
        auto const sorted = co_await through(PriorityQueue<int>());
        CHECK(fifo == std::vector{1, 3, 2});
        CHECK(lifo == std::vector{2, 3, 1});
        CHECK(sorted == std::vector{1, 2, 3});
    });
}

TEST_CASE("what is there is got without a wait and what has room is put without one") {
    auto const run = in_loop([]() -> Coro<> {
        Queue<int> const queue;
        co_await queue.put(1);
        queue.put_nowait(2);
        int const first = co_await queue.get();
        CHECK(first == 1);
        CHECK(queue.get_nowait() == 2);
    });
    CHECK(run.count("task.suspend") == 0);
}

TEST_CASE("a putter stops at the bound and goes on as soon as an item is taken") {
    in_loop([]() -> Coro<> {
        Queue<int> const queue(2);
        std::vector<int> put;
        auto const putter = [&]() -> Coro<bool> {
            for (int i = 0; i < 3; ++i) {
                co_await queue.put(i);
                put.push_back(i);
            }
            co_return true;
        };
        auto const task = create_task(putter());
        co_await sleep(0);
        co_await sleep(0);
        CHECK(put == std::vector{0, 1});
        int item = co_await queue.get();
        CHECK(item == 0);
        co_await sleep(0);
        CHECK(put == std::vector{0, 1, 2});
        item = co_await queue.get();
        CHECK(item == 1);
        item = co_await queue.get();
        CHECK(item == 2);
        CHECK(task.result());
    });
}

TEST_CASE("a timer's put ends a wait for an item and a timer's get a wait for room") {
    in_loop([]() -> Coro<> {
        auto& loop = get_running_loop();
        Queue<int> const queue;
        loop.call_later(0.01, [queue] { queue.put_nowait(1); });
        int const got = co_await queue.get();
        CHECK(got == 1);
        CHECK(loop.time() == 0.01);

        Queue<int> const bounded(1);
        loop.call_later(0.01, [bounded] { bounded.get_nowait(); });
        co_await bounded.put(1);
        CHECK(loop.time() == 0.01);
        co_await bounded.put(2);
        CHECK(loop.time() == 0.02);
    });
}

TEST_CASE("putters that wait for a queue of one hand over one item after the other") {
    in_loop([]() -> Coro<> {
        Queue<std::string> const queue(1);
        auto const a = create_task(queue.put("a"));
        auto const b = create_task(queue.put("b"));
        auto const first = co_await queue.get();
        auto const second = co_await queue.get();
        CHECK(first == "a");
        CHECK(second == "b");
    });
}

TEST_CASE("a put ends at once while a getter waits and both are done together") {
    in_loop([]() -> Coro<> {
        Queue<std::string> const queue;
        auto const getter = create_task(queue.get());
        co_await sleep(0);
        co_await queue.put("a");
        CHECK_FALSE(getter.done());
        auto const got = co_await getter;
        CHECK(got == "a");

        auto const putter = create_task([](Queue<std::string> its) -> Coro<bool> {
            co_await its.put("b");
            co_return true;
        }(queue));
        auto const later = co_await queue.get();
        CHECK(later == "b");
        CHECK(putter.result());
    });
}

TEST_CASE("an item that woke a reader that is then cancelled is not lost") {
    in_loop([]() -> Coro<> {
        Queue<int> const queue;
        auto const reader = create_task(queue.get());
        co_await sleep(0);
        queue.put_nowait(1);
        queue.put_nowait(2);
        reader.cancel();
        auto const error = co_await error_of(reader);
        CHECK(error == "CancelledError()");
        int const got = co_await create_task(queue.get());
        CHECK(got == 1);
    });
    in_loop([]() -> Coro<> {
        Queue<int> const queue;
        auto const cancelled = create_task(queue.get());
        auto const a = create_task(queue.get());
        auto const b = create_task(queue.get());
        co_await sleep(0);
        queue.put_nowait(1);
        queue.put_nowait(2);
        cancelled.cancel();
        auto const error = co_await error_of(cancelled);
        CHECK(error == "CancelledError()");
        co_await b;
        CHECK(a.result() + b.result() == 3);
        CHECK(a.result() * b.result() == 2);
    });
}

TEST_CASE("room that woke a writer that is then cancelled is not lost and its item is not put") {
    in_loop([]() -> Coro<> {
        Queue<int> const queue(1);
        queue.put_nowait(1);
        auto const writer = create_task(queue.put(2));
        co_await sleep(0);
        CHECK(queue.get_nowait() == 1);
        writer.cancel();
        auto const error = co_await error_of(writer);
        CHECK(error == "CancelledError()");
        CHECK(queue.empty());
        co_await create_task(queue.put(2));
        CHECK(queue.get_nowait() == 2);
        CHECK(queue.qsize() == 0);
    });
}

TEST_CASE("a writer that gives up leaves its place to nobody but keeps the order of the others") {
    in_loop([]() -> Coro<> {
        Queue<std::string> const queue(1);
        auto const a = create_task(queue.put("a"));
        auto const b = create_task(queue.put("b"));
        auto const c = create_task(queue.put("X"));
        co_await sleep(0);
        CHECK(a.done());
        CHECK_FALSE(b.done());
        c.cancel();
        co_await sleep(0);
        CHECK(c.cancelled());
        CHECK(queue.get_nowait() == "a");
        co_await sleep(0);
        CHECK(queue.get_nowait() == "b");
        co_await b;
        CHECK(queue.empty());
    });
}

TEST_CASE("who takes several items at once wakes as many putters") {
    in_loop([]() -> Coro<> {
        Queue<int> const queue(2);
        auto const getter = create_task([](Queue<int> its) -> Coro<> {
            co_await sleep(0);
            for (auto count = its.qsize(); count > 0; --count) its.get_nowait();
        }(queue));
        std::vector<Task<>> putters;
        for (int i = 0; i < 4; ++i) putters.push_back(create_task(queue.put(i)));
        co_await getter;
        for (auto const& putter : putters) co_await putter;
        CHECK(queue.qsize() == 2);
    });
}

TEST_CASE("a wait that was cancelled is not held by the queue") {
    in_loop([]() -> Coro<> {
        Queue<int> const queue(5);
        auto const error = co_await error_of(wait_for(queue.get(), 0.1));
        CHECK(error == "TimeoutError()");
        CHECK(str(queue) == "<Queue maxsize=5>");

        Queue<int> const full(1);
        full.put_nowait(1);
        auto const put = create_task(full.put(1));
        co_await sleep(0);
        CHECK(str(full) == "<Queue maxsize=1 _queue=[1] _putters[1] tasks=1>");
        put.cancel();
        auto const put_error = co_await error_of(put);
        CHECK(put_error == "CancelledError()");
        CHECK(str(full) == "<Queue maxsize=1 _queue=[1] tasks=1>");
    });
}

TEST_CASE("every kind of queue refuses a task_done too many and joins at once while nothing is unfinished") {
    auto const run = in_loop([]() -> Coro<> {
        for_each_kind_of_queue([](auto queue) { CHECK(error_in([&] { queue.task_done(); }) == too_often); });
        Queue<int> const queue;
        LifoQueue<int> const stack;
        PriorityQueue<int> const heap;
        co_await queue.join();
        co_await queue.join();
        co_await stack.join();
        co_await heap.join();
    });
    CHECK(run.count("task.suspend") == 0);
}

TEST_CASE("every kind of queue is joined when two workers have done all its work") {
    for_each_kind_of_queue([](auto queue) {
        in_loop([&]() -> Coro<> {
            for (int i = 0; i < 100; ++i) queue.put_nowait(i);
            int sum = 0;
            bool running = true;
            auto const worker = [&]() -> Coro<> {
                while (running) {
                    int const item = co_await queue.get();
                    sum += item;
                    queue.task_done();
                }
            };
            auto const a = create_task(worker());
            auto const b = create_task(worker());
            co_await queue.join();
            CHECK(sum == 4950);
            running = false;
            queue.put_nowait(0);
            queue.put_nowait(0);
            co_await a;
            co_await b;
        });
    });
}

TEST_CASE("a queue's text says what is unfinished and that it was shut down") {
    for_each_kind_of_queue([](auto queue) {
        auto const parameters = [&] {
            auto const text = str(queue);
            return text.substr(text.find(' '));
        };
        CHECK(parameters() == " maxsize=0>");
        queue.put_nowait(1);
        queue.put_nowait(2);
        queue.get_nowait();
        queue.get_nowait();
        CHECK(parameters() == " maxsize=0 tasks=2>");
        queue.task_done();
        queue.task_done();
        queue.shutdown();
        CHECK(parameters() == " maxsize=0 shutdown>");
    });
}

TEST_CASE("an empty queue that is shut down sends away who waits and refuses everybody") {
    for_each_kind_of_queue([](auto queue) {
        in_loop([&]() -> Coro<> {
            auto const getter = create_task(queue.get());
            co_await sleep(0);
            queue.shutdown();
            CHECK(queue.qsize() == 0);
            co_await queue.join();
            co_await sleep(0);
            CHECK(getter.done());
            auto const error = co_await error_of(getter);
            CHECK(error == "QueueShutDown()");
            co_await expect_shut_down(queue);
        });
    });
}

template <typename Q>
Coro<> drain_after_shutdown(Q queue) {
    queue.put_nowait(1);
    auto const joiner = create_task(queue.join());
    auto const putter = create_task(queue.put(2));
    co_await sleep(0);
    CHECK_FALSE(putter.done());
    queue.shutdown();
    CHECK(queue.qsize() == 1);
    co_await sleep(0);
    CHECK(putter.done());
    auto const error = co_await error_of(putter);
    CHECK(error == "QueueShutDown()");

    int const item = co_await queue.get();
    CHECK(item == 1);
    co_await sleep(0);
    CHECK_FALSE(joiner.done());
    co_await expect_shut_down(queue);
    queue.task_done();
    co_await sleep(0);
    CHECK(joiner.done());
    co_await joiner;
    CHECK(error_in([&] { queue.task_done(); }) == too_often);
}

TEST_CASE("a queue that is shut down gives what it holds and is joined when that is done") {
    in_loop([]() -> Coro<> {
        co_await drain_after_shutdown(Queue<int>(1));
        co_await drain_after_shutdown(LifoQueue<int>(1));
        co_await drain_after_shutdown(PriorityQueue<int>(1));
    });
}

TEST_CASE("a queue that is shut down at once is joined without its items") {
    for_each_kind_of_queue([](auto queue) {
        in_loop([&]() -> Coro<> {
            queue.put_nowait(1);
            auto const joiner = create_task(queue.join());
            queue.shutdown(true);
            CHECK(queue.qsize() == 0);
            co_await sleep(0);
            CHECK(joiner.done());
            co_await joiner;
            co_await expect_shut_down(queue);
            CHECK(error_in([&] { queue.task_done(); }) == too_often);
        });
    });
}

TEST_CASE("a queue that is shut down at once still waits for the item in the works") {
    for_each_kind_of_queue([](auto queue) {
        in_loop([&]() -> Coro<> {
            queue.put_nowait(1);
            queue.put_nowait(1);
            auto const joiner = create_task(queue.join());
            int const item = co_await queue.get();
            CHECK(item == 1);
            queue.shutdown(true);
            CHECK(queue.qsize() == 0);
            co_await sleep(0);
            CHECK_FALSE(joiner.done());
            co_await expect_shut_down(queue);
            queue.task_done();
            CHECK(error_in([&] { queue.task_done(); }) == too_often);
            co_await sleep(0);
            CHECK(joiner.done());
            co_await joiner;
        });
    });
}
