// Semaphores. That their events are CPython's is shown by tests/against_cpython/pairs/semaphore.cpp.
#include "support/catch.hpp"
#include "support/recorded.hpp"

using namespace aio;
using Lines = std::vector<std::string>;

TEST_CASE("never more tasks are inside than a semaphore allows") {
    int inside = 0;
    int most = 0;
    auto const worker = [&](Semaphore slots, double pause) -> Coro<> {
        for (int i = 0; i < 5; ++i) {
            auto const held = co_await slots.scoped();
            most = std::max(most, ++inside);
            co_await sleep(pause);
            --inside;
        }
    };
    auto const main = [&]() -> Coro<> {
        Semaphore const slots(3);
        std::vector<Task<>> tasks;
        for (int i = 0; i < 10; ++i) tasks.push_back(create_task(worker(slots, i % 3)));
        tasks[4].cancel();
        co_await sleep(1);
        tasks[7].cancel();
        for (auto const& task : tasks)
            if (!task.cancelled() && task.cancelling() == 0) co_await task;
        CHECK_FALSE(slots.locked());
    };
    aio::run(main());
    CHECK(most == 3);
}

TEST_CASE("the value of a semaphore's events counts the permits that nobody has taken") {
    trace::Log const log =
        run_recorded([] {
            auto const worker = [](Semaphore slots) -> Coro<> { co_await slots.acquire(); };
            auto const main = [&]() -> Coro<> {
                Semaphore const slots(1);
                co_await slots.acquire();
                auto const task = create_task(worker(slots));
                co_await sleep(0);
                slots.release();
                print(str(slots));
                co_await task;
            };
            aio::run(main());
        }).log;
    std::vector<std::int64_t> values;
    for (trace::Step step = 0; step < log.size(); ++step)
        if (auto const event = log[step];
            event.kind == trace::Kind::sync_acquire || event.kind == trace::Kind::sync_release)
            values.push_back(event.value);
    CHECK(values == std::vector<std::int64_t>{0, 1, 0});
}

TEST_CASE("a bounded semaphore's guard raises if somebody released in between") {
    auto const run = run_recorded([] {
        auto const main = []() -> Coro<> {
            BoundedSemaphore const slots;
            try {
                auto const held = co_await slots.scoped();
                slots.release();
            } catch (ValueError const& error) {
                print(error.what());
            }
            print(str(slots));
        };
        aio::run(main());
    });
    CHECK(run.output == "BoundedSemaphore released too many times\n"
                        "<asyncio.locks.BoundedSemaphore object [unlocked, value:1]>\n");
    CHECK(run.events({"sync.create"}) == Lines{"sync.create s1 BoundedSemaphore(1)"});
}
