// Lock. That its events are CPython's is shown by tests/against_cpython/pairs/lock.cpp.
#include "support/catch.hpp"
#include "support/recorded.hpp"

using namespace aio;
using Lines = std::vector<std::string>;

TEST_CASE("async with a lock: the guard releases it where its block ends") {
    auto const run = run_recorded([] {
        auto const main = []() -> Coro<> {
            Lock const lock;
            {
                auto const held = co_await lock.scoped();
                print(lock.locked());
            }
            print(lock.locked());
        };
        aio::run(main());
    });
    CHECK(run.output == "True\nFalse\n");
    CHECK(run.events({"sync.create", "sync.wait", "sync.acquire", "sync.release", "future.create"}) ==
          Lines{"sync.create s1 Lock", "sync.acquire s1 t1", "sync.release s1 t1"});
}

TEST_CASE("a guard that is moved releases the lock once") {
    auto const run = run_recorded([] {
        auto const main = []() -> Coro<> {
            Lock const lock;
            {
                auto held = co_await lock.scoped();
                auto const taken_over = std::move(held);
                print(lock.locked());
            }
            print(lock.locked());
        };
        aio::run(main());
    });
    CHECK(run.output == "True\nFalse\n");
    CHECK(run.errors.empty());
}

TEST_CASE("a guard whose lock was released by hand raises as the exit of async with does") {
    auto const run = run_recorded([] {
        auto const main = []() -> Coro<> {
            Lock const lock;
            try {
                auto const held = co_await lock.scoped();
                lock.release();
            } catch (RuntimeError const& error) {
                print(error.what());
            }
        };
        aio::run(main());
    });
    CHECK(run.output == "Lock is not acquired.\n");
}

TEST_CASE("an exception is not replaced by that of a guard") {
    auto const run = run_recorded([] {
        auto const main = []() -> Coro<> {
            Lock const lock;
            try {
                auto const held = co_await lock.scoped();
                lock.release();
                throw ValueError("first");
            } catch (ValueError const& error) {
                print(error.what());
            }
        };
        aio::run(main());
    });
    CHECK(run.output == "first\n");
}

TEST_CASE("a lock may die before those who wait for it are told to stop") {
    auto const run = run_recorded([] {
        auto const waiter = [](Lock lock) -> Coro<> {
            Finally const finally([] { print("left"); });
            auto const held = co_await lock.scoped();
        };
        auto const main = [&]() -> Coro<> {
            Lock const lock;
            co_await lock.acquire();
            create_task(waiter(lock));
            co_await sleep(1);
        };
        aio::run(main());
    });
    CHECK(run.output == "left\n");
    CHECK(run.exit_code == 0);
}

TEST_CASE("an acquire that is never awaited does nothing and is reported") {
    auto const run = run_recorded([] {
        Lock const lock;
        static_cast<void>(lock.acquire());
        print(lock.locked());
    });
    CHECK(run.output == "False\n");
    CHECK(run.errors == "RuntimeWarning: coroutine 'Lock.acquire' was never awaited\n");
    CHECK(run.count("sync.acquire") == 0);
}

TEST_CASE("an acquire can be awaited once") {
    auto const run = run_recorded([] {
        auto const main = []() -> Coro<> {
            Lock const lock;
            auto acquire = lock.acquire();
            print(co_await acquire);
            try {
                co_await acquire;
            } catch (RuntimeError const& error) {
                print(error.what());
            }
        };
        aio::run(main());
    });
    CHECK(run.output == "True\ncannot reuse already awaited coroutine\n");
}

TEST_CASE("a lock's text says who waits") {
    auto const run = run_recorded([] {
        auto const main = []() -> Coro<> {
            Lock const lock;
            print(str(lock));
            co_await lock.acquire();
            auto const waiting = create_task(lock.acquire());
            co_await sleep(0);
            print(str(lock));
            lock.release();
            print(str(lock));
            co_await waiting;
        };
        aio::run(main());
    });
    CHECK(run.output == "<asyncio.locks.Lock object [unlocked]>\n"
                        "<asyncio.locks.Lock object [locked, waiters:1]>\n"
                        "<asyncio.locks.Lock object [unlocked, waiters:1]>\n");
}

TEST_CASE("a lock works without a recording") {
    int turns = 0;
    auto const worker = [&](Lock lock) -> Coro<> {
        for (int i = 0; i < 10; ++i) {
            auto const held = co_await lock.scoped();
            ++turns;
            co_await sleep(0);
        }
    };
    auto const main = [&]() -> Coro<> {
        Lock const lock;
        co_await gather(worker(lock), worker(lock), worker(lock));
        CHECK_FALSE(lock.locked());
    };
    aio::run(main());
    CHECK(turns == 30);
}

TEST_CASE("a coroutine closed by hand while it waits for a lock leaves the queue without waking anybody") {
    auto const run = run_recorded([] {
        auto const waiter = [](Lock lock) -> Coro<> {
            Finally const finally([] { print("closed"); });
            co_await lock.acquire();
        };
        auto const main = [&]() -> Coro<> {
            Lock const lock;
            co_await lock.acquire();
            auto coroutine = waiter(lock);
            coroutine.send();
            print(str(lock));
            coroutine.close();
            print(str(lock));
        };
        aio::run(main());
    });
    CHECK(run.output == "<asyncio.locks.Lock object [locked, waiters:1]>\nclosed\n"
                        "<asyncio.locks.Lock object [locked]>\n");
    CHECK(run.errors.empty());
}

TEST_CASE("who sends into a wait that nobody ended learns that this is not how a future is used") {
    auto const run = run_recorded([] {
        auto const main = []() -> Coro<> {
            Lock const lock;
            co_await lock.acquire();
            auto const waiter = [](Lock its_lock) -> Coro<> { co_await its_lock.acquire(); };
            auto coroutine = waiter(lock);
            coroutine.send();
            try {
                coroutine.send();
            } catch (RuntimeError const& error) {
                print(error.what());
            }
            print(str(lock));
        };
        aio::run(main());
    });
    CHECK(run.output == "await wasn't used with future\n<asyncio.locks.Lock object [locked]>\n");
}
