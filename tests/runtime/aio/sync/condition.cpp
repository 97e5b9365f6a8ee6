// Condition. That its events are CPython's is shown by tests/against_cpython/pairs/condition.cpp.
#include "support/catch.hpp"
#include "support/recorded.hpp"

using namespace aio;
using Lines = std::vector<std::string>;

TEST_CASE("a condition shows its own lock as an object of its own") {
    auto const run = run_recorded([] {
        auto const main = []() -> Coro<> {
            Condition const condition;
            auto const held = co_await condition.scoped();
            condition.notify_all();
        };
        aio::run(main());
    });
    CHECK(run.events({"sync.create", "sync.acquire", "sync.notify", "sync.release"}) ==
          Lines{"sync.create s1 Condition", "sync.create s2 s1 Lock", "sync.acquire s2 t1",
                "sync.notify s1 t1", "sync.release s2 t1"});
}

TEST_CASE("wait gives the lock back while it waits and holds it again afterwards") {
    auto const run = run_recorded([] {
        auto const main = []() -> Coro<> {
            Condition const condition;
            auto const notifier = [](Condition its) -> Coro<> {
                auto const held = co_await its.scoped();
                print("notifier has the lock");
                its.notify();
            };
            auto const held = co_await condition.scoped();
            auto const task = create_task(notifier(condition));
            print(co_await condition.wait(), condition.locked());
            co_await task;
        };
        aio::run(main());
    });
    CHECK(run.output == "notifier has the lock\nTrue True\n");
}

TEST_CASE("wait_for gives what its predicate gave and lets its exception through with the lock held") {
    auto const run = run_recorded([] {
        auto const main = []() -> Coro<> {
            Condition const condition;
            auto const held = co_await condition.scoped();
            auto const seven = [] { return 7; };
            print(co_await condition.wait_for(seven));

            auto const notifier = [](Condition its) -> Coro<> {
                auto const also_held = co_await its.scoped();
                its.notify();
            };
            auto const task = create_task(notifier(condition));
            int asked = 0;
            auto const failing = [&]() -> bool {
                if (asked++ == 0) return false;
                throw ValueError("cannot tell");
            };
            try {
                co_await condition.wait_for(failing);
            } catch (ValueError const& error) {
                print(error.what(), asked, condition.locked());
            }
        };
        aio::run(main());
    });
    CHECK(run.output == "7\ncannot tell 2 True\n");
}

TEST_CASE("a cancelled wait holds the lock again before the CancelledError arrives") {
    auto const run = run_recorded([] {
        auto const waiter = [](Condition condition) -> Coro<> {
            auto const held = co_await condition.scoped();
            try {
                co_await condition.wait();
            } catch (CancelledError const&) {
                print("cancelled, lock held:", condition.locked());
                throw;
            }
        };
        auto const main = [&]() -> Coro<> {
            Condition const condition;
            auto const task = create_task(waiter(condition));
            co_await sleep(1);
            task.cancel();
            co_await sleep(1);
            print(task.cancelled(), str(condition));
        };
        aio::run(main());
    });
    CHECK(run.output == "cancelled, lock held: True\nTrue <asyncio.locks.Condition object [unlocked]>\n");
}
