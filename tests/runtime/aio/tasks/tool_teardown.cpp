// Programs with tools are cut at every turn and torn down with tasks waiting in them.
#include "support/catch.hpp"
#include "support/cut_after.hpp"
#include "support/recorded.hpp"

using namespace aio;

namespace {

int alive = 0;
struct Counted {
    Counted() { ++alive; }
    Counted(Counted const&) { ++alive; }
    Counted(Counted&&) noexcept { ++alive; }
    Counted& operator=(Counted const&) = default;
    Counted& operator=(Counted&&) = default;
    ~Counted() { --alive; }
};

Coro<> user(Lock lock, Semaphore slots, Condition condition) {
    Counted const counted;
    for (int i = 0; i < 2; ++i) {
        auto const held = co_await lock.scoped();
        auto const slot = co_await slots.scoped();
        co_await sleep(0);
        auto const inside = co_await condition.scoped();
        Counted const late;
        if (i == 0) co_await condition.wait();
        condition.notify_all();
    }
}

Coro<> runner(Event gate, Barrier barrier) {
    Counted const counted;
    co_await gate.wait();
    co_await barrier.wait();
    co_await barrier.wait();
}

Coro<> producer(Queue<Counted> queue) {
    Counted const counted;
    for (int i = 0; i < 4; ++i) {
        Counted item;
        co_await queue.put(std::move(item));
    }
    co_await queue.join();
}

Coro<> consumer(Queue<Counted> queue) {
    Counted const counted;
    for (;;) {
        Counted const item = co_await queue.get();
        co_await sleep(0);
        queue.task_done();
    }
}

Coro<> body() {
    Counted const counted;
    Lock const lock;
    Semaphore const slots(1);
    Condition const condition;
    Event const gate;
    Barrier const barrier(2);
    Queue<Counted> const queue(1);
    std::vector<Task<>> tasks;
    for (int i = 0; i < 3; ++i) tasks.push_back(create_task(user(lock, slots, condition)));
    for (int i = 0; i < 3; ++i) tasks.push_back(create_task(runner(gate, barrier)));
    tasks.push_back(create_task(producer(queue)));
    tasks.push_back(create_task(consumer(queue)));
    auto const waiting = create_task(lock.acquire());
    co_await sleep(0);
    gate.set();
    co_await sleep(0);
    tasks[1].cancel();
    co_await sleep(0);
    waiting.cancel();
    tasks[3].cancel();
    co_await tasks[6];
    auto const held = co_await condition.scoped();
    condition.notify_all();
    for (int i = 0; i < 10; ++i) co_await sleep(0);
}

} // namespace

TEST_CASE("a loop torn down after any number of turns leaves no task waiting in a tool") {
    bool const recorded = GENERATE(false, true);
    int turns = 0;
    auto const all = [&] {
        for (bool cut = true; cut && turns < 200; ++turns) {
            cut = cut_after(turns, body());
            CHECK(alive == 0);
        }
    };
    if (recorded)
        run_recorded(all);
    else
        all();
    CHECK(turns > 15);
    CHECK(turns < 200);
}

TEST_CASE("a tool that outlives its loop can be used in no other and leaks nothing") {
    Lock const lock;
    Queue<Counted> const queue;
    {
        EventLoop loop;
        auto const waiter = [&]() -> Coro<> {
            auto const held = co_await lock.scoped();
            auto const item = co_await queue.get();
        };
        auto const first = loop.create_task(waiter());
        auto const second = loop.create_task(waiter());
        loop.call_soon([&] { loop.call_soon([&] { loop.stop(); }); });
        loop.run_forever();
    }
    CHECK(alive == 0);
    // The first task's guard gave the lock back when its frame was torn down.
    CHECK_FALSE(lock.locked());
    auto const again = [&]() -> Coro<> { co_await queue.get(); };
    CHECK_THROWS_AS(aio::run(again()), RuntimeError);
}

TEST_CASE("a coroutine driven by hand may outlive the loop it waits in") {
    Queue<int> const queue;
    auto const getter = [](Queue<int> its) -> Coro<int> { co_return co_await its.get(); };
    std::optional<Coro<int>> coroutine;
    auto const main = [&]() -> Coro<> {
        coroutine.emplace(getter(queue));
        coroutine->send();
        co_return;
    };
    aio::run(main());
    CHECK(queue.state()->getters.size() == 1);
    coroutine.reset();
    CHECK(queue.state()->getters.empty());
}
