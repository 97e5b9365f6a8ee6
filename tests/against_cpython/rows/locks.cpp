// What CPython's test_locks.py asserts of locks and events and no other test of ours does; locks.md says
// which is which.
#include "program.hpp"

using namespace aio;

TEST_CASE("each release of a lock lets one waiter in and a newcomer stands behind") {
    in_loop([]() -> Coro<> {
        Lock const lock;
        std::vector<int> entered;
        auto const enter = [&](int who) -> Coro<bool> {
            bool const taken = co_await lock.acquire();
            if (taken) entered.push_back(who);
            co_return true;
        };
        bool const taken = co_await lock.acquire();
        CHECK(taken);
        auto const a = create_task(enter(1));
        auto const b = create_task(enter(2));
        co_await sleep(0);
        CHECK(entered.empty());
        lock.release();
        co_await sleep(0);
        CHECK(entered == std::vector{1});
        co_await sleep(0);
        CHECK(entered == std::vector{1});
        auto const c = create_task(enter(3));
        lock.release();
        co_await sleep(0);
        CHECK(entered == std::vector{1, 2});
        lock.release();
        co_await sleep(0);
        CHECK(entered == std::vector{1, 2, 3});
        CHECK((a.result() && b.result() && c.result()));
    });
}

TEST_CASE("a wait for a tool that is cancelled leaves no waiter behind") {
    in_loop([]() -> Coro<> {
        auto& loop = get_running_loop();
        Lock const lock;
        co_await lock.acquire();
        auto const acquire = create_task(lock.acquire());
        loop.call_soon([acquire] { acquire.cancel(); });
        auto error = co_await error_of(acquire);
        CHECK(error == "CancelledError()");
        CHECK(str(lock) == "<asyncio.locks.Lock object [locked]>");

        Event const event;
        auto const wait = create_task(event.wait());
        loop.call_soon([wait] { wait.cancel(); });
        error = co_await error_of(wait);
        CHECK(error == "CancelledError()");
        CHECK(str(event) == "<asyncio.locks.Event object [unset]>");

        Semaphore const semaphore;
        co_await semaphore.acquire();
        auto const permit = create_task(semaphore.acquire());
        loop.call_soon([permit] { permit.cancel(); });
        error = co_await error_of(permit);
        CHECK(error == "CancelledError()");
        CHECK(str(semaphore) == "<asyncio.locks.Semaphore object [locked]>");

        Condition const condition;
        co_await condition.acquire();
        auto const notified = create_task(condition.wait());
        loop.call_soon([notified] { notified.cancel(); });
        error = co_await error_of(notified);
        CHECK(error == "CancelledError()");
        CHECK(str(condition) == "<asyncio.locks.Condition object [locked]>"); // taken back by the wait
    });
}

TEST_CASE("a lock released while its first waiter is being cancelled goes to the second") {
    in_loop([]() -> Coro<> {
        Lock const lock;
        auto const hold = [&](Future<void> until) -> Coro<> {
            co_await lock.acquire();
            Finally const finally([&] { lock.release(); });
            co_await until;
        };
        auto& loop = get_running_loop();
        auto const free = loop.create_future();
        free.set_result();
        auto const until = loop.create_future();
        auto const a = create_task(hold(until));
        co_await sleep(0);
        CHECK(lock.locked());
        auto const b = create_task(hold(free));
        auto const c = create_task(hold(free));
        co_await sleep(0);
        CHECK(str(lock) == "<asyncio.locks.Lock object [locked, waiters:2]>");

        until.set_result();
        b.cancel();
        co_await sleep(0);
        CHECK_FALSE(lock.locked());
        CHECK(a.done());
        CHECK(b.cancelled());
        co_await c;
    });
}

TEST_CASE("a waiter cancelled in the callback that releases the lock lets exactly one other in") {
    in_loop([]() -> Coro<> {
        Lock const lock;
        int calls = 0;
        int taken = 0;
        auto const take = [&]() -> Coro<> {
            ++calls;
            co_await lock.acquire();
            ++taken;
        };
        co_await lock.acquire();
        auto const first = create_task(take());
        auto const second = create_task(take());
        auto const third = create_task(take());
        co_await sleep(0);
        get_running_loop().call_soon([&] {
            first.cancel();
            lock.release();
        });
        auto const error = co_await error_of(first);
        CHECK(error == "CancelledError()");
        CHECK(taken == 1);
        CHECK(calls == 3);
        CHECK((first.cancelled() && second.done()));
        third.cancel();
        co_await sleep(0);
        CHECK(third.cancelled());
    });
}

TEST_CASE("a lock released right after its first waiter was cancelled is held by the next one") {
    in_loop([]() -> Coro<> {
        Lock const lock;
        co_await lock.acquire();
        auto const cancelled = create_task(lock.acquire());
        co_await sleep(0);
        auto const next = create_task(lock.acquire());
        cancelled.cancel();
        lock.release();
        co_await sleep(0);
        CHECK(lock.locked());
        CHECK(cancelled.cancelled());
        co_await next;
    });
}

TEST_CASE("a released tool that nobody waits for is free and a guard frees it too") {
    in_loop([]() -> Coro<> {
        Lock const lock;
        Semaphore const semaphore;
        co_await lock.acquire();
        co_await semaphore.acquire();
        CHECK((lock.locked() && semaphore.locked()));
        lock.release();
        semaphore.release();
        CHECK_FALSE((lock.locked() || semaphore.locked()));
        Condition const condition;
        {
            auto const one = co_await lock.scoped();
            auto const other = co_await condition.scoped();
            CHECK((lock.locked() && condition.locked()));
        }
        CHECK_FALSE((lock.locked() || condition.locked()));
    });
}

TEST_CASE("an event wakes those who wait after one that came in the same turn finds it set") {
    in_loop([]() -> Coro<> {
        Event const event;
        CHECK_FALSE(event.is_set());
        std::vector<int> passed;
        auto const pass = [&](int who) -> Coro<> {
            bool const woken = co_await event.wait();
            if (woken) passed.push_back(who);
        };
        auto const a = create_task(pass(1));
        auto const b = create_task(pass(2));
        co_await sleep(0);
        CHECK(passed.empty());
        auto const c = create_task(pass(3));
        event.set();
        co_await sleep(0);
        CHECK(passed == std::vector{3, 1, 2});
        CHECK((a.done() && b.done() && c.done()));
    });
}

TEST_CASE("an event counts who waits until the woken one has run and can be cleared") {
    in_loop([]() -> Coro<> {
        Event const event;
        CHECK(str(event) == "<asyncio.locks.Event object [unset]>");
        auto const waiter = create_task(event.wait());
        co_await sleep(0);
        CHECK(str(event) == "<asyncio.locks.Event object [unset, waiters:1]>");
        event.set();
        CHECK(event.is_set());
        event.clear();
        CHECK_FALSE(event.is_set());
        event.set();
        event.set();
        CHECK(str(event) == "<asyncio.locks.Event object [set, waiters:1]>");
        co_await sleep(0);
        CHECK(str(event) == "<asyncio.locks.Event object [set]>");
        CHECK(waiter.result());
    });
}
