// Queues. That their events are CPython's is shown by tests/against_cpython/pairs/queue.cpp.
#include "aio/sync/detail/queue_order.hpp"
#include "support/catch.hpp"
#include "support/recorded.hpp"

#include <memory>

using namespace aio;
using Lines = std::vector<std::string>;

namespace {

// Compares by its priority only.
struct Job {
    int priority;
    char name;
    bool operator<(Job const& other) const { return priority < other.priority; }
};

} // namespace

TEST_CASE("a queue holds what can only be moved") {
    auto const run = run_recorded([] {
        auto const main = []() -> Coro<> {
            Queue<std::unique_ptr<int>> const queue(1);
            auto const getter = [](Queue<std::unique_ptr<int>> its) -> Coro<int> {
                auto const item = co_await its.get();
                co_return *item;
            };
            auto const task = create_task(getter(queue));
            auto item = std::make_unique<int>(7);
            co_await queue.put(std::move(item));
            print(co_await task);
        };
        aio::run(main());
    });
    CHECK(run.output == "7\n");
}

TEST_CASE("items that compare equal leave a priority queue as they leave the heap of Python") {
    // heapq of [(2,a) (1,b) (2,c) (1,d) (1,e) (0,f) (2,g) (1,h)], compared by the number only.
    PriorityQueue<Job> const queue;
    for (Job const job : {Job{2, 'a'}, Job{1, 'b'}, Job{2, 'c'}, Job{1, 'd'}, Job{1, 'e'}, Job{0, 'f'},
                          Job{2, 'g'}, Job{1, 'h'}})
        queue.put_nowait(job);
    std::string order;
    while (!queue.empty()) order += queue.get_nowait().name;
    CHECK(order == "fbdehgca");
}

TEST_CASE("a heap gives the smallest first whatever it was given") {
    std::deque<unsigned> heap;
    unsigned random = 1;
    std::vector<unsigned> given;
    for (int i = 0; i < 500; ++i) {
        random = random * 1664525U + 1013904223U;
        given.push_back(random >> 24U);
        detail::heap_push(heap, given.back());
    }
    std::sort(given.begin(), given.end());
    for (unsigned const expected : given) CHECK(detail::heap_pop(heap) == expected);
    CHECK(heap.empty());
}

TEST_CASE("a put that is never awaited puts nothing and is reported") {
    auto const run = run_recorded([] {
        Queue<int> const queue;
        static_cast<void>(queue.put(1));
        print(queue.qsize());
    });
    CHECK(run.output == "0\n");
    CHECK(run.errors == "RuntimeWarning: coroutine 'Queue.put' was never awaited\n");
}

TEST_CASE("queues are named by their kind and their bound") {
    auto const run = run_recorded([] {
        Queue<int> const queue;
        LifoQueue<int> const stack(2);
        PriorityQueue<int> const heap(3);
        stack.put_nowait(1);
        stack.put_nowait(2);
        print(str(queue), str(stack), repr(heap));
    });
    CHECK(run.events({"sync.create", "queue.put"}) ==
          Lines{"sync.create q1 Queue", "sync.create q2 LifoQueue(2)", "sync.create q3 PriorityQueue(3)",
                "queue.put q2", "queue.put q2"});
    CHECK(run.output == "<Queue maxsize=0> <LifoQueue maxsize=2 _queue=[1, 2] tasks=2> q3\n");
}

TEST_CASE("an exception thrown by hand into a get cancels its future and passes the item on") {
    auto const run = run_recorded([] {
        auto const getter = [](std::string name, Queue<int> queue) -> Coro<> {
            try {
                print(name, co_await queue.get());
            } catch (ValueError const& error) {
                print(name, error.what());
            }
        };
        auto const main = [&]() -> Coro<> {
            Queue<int> const queue;
            auto by_hand = getter("by hand", queue);
            by_hand.send();
            auto const task = create_task(getter("task", queue));
            co_await sleep(0);
            queue.put_nowait(1);
            try {
                by_hand.throw_(ValueError("no, thanks"));
            } catch (StopIteration const&) {
            }
            co_await task;
        };
        aio::run(main());
    });
    CHECK(run.output == "by hand no, thanks\ntask 1\n");
}

TEST_CASE("a queue without a recording carries every item once and in order") {
    std::vector<int> got;
    auto const producer = [](Queue<int> queue) -> Coro<> {
        for (int i = 0; i < 1000; ++i) co_await queue.put(i);
    };
    auto const consumer = [&](Queue<int> queue) -> Coro<> {
        for (int i = 0; i < 1000; ++i) {
            int const item = co_await queue.get();
            got.push_back(item);
            queue.task_done();
        }
    };
    auto const main = [&](int size) -> Coro<> {
        Queue<int> const queue(size);
        co_await gather(producer(queue), consumer(queue));
        co_await queue.join();
    };
    int const size = GENERATE(0, 1, 7);
    aio::run(main(size));
    REQUIRE(got.size() == 1000);
    CHECK(std::is_sorted(got.begin(), got.end()));
}
