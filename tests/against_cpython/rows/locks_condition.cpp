// What CPython's test_locks.py asserts of conditions and semaphores and no other test of ours does.
#include "program.hpp"

#include <algorithm>

using namespace aio;

namespace {

// Tasks that wait for one condition.
struct Waiters {
    Condition condition;
    std::vector<int> through; // in order
    std::vector<Task<bool>> tasks;

    bool all_true() const {
        return std::all_of(tasks.begin(), tasks.end(), [](auto const& task) { return task.result(); });
    }
};

Coro<bool> wait_once(Waiters& waiters, int number, bool release) {
    co_await waiters.condition.acquire();
    bool const notified = co_await waiters.condition.wait();
    if (notified) waiters.through.push_back(number);
    if (release) waiters.condition.release();
    co_return true;
}

// Numbered from 1; they give the lock back at the end only if told to.
void start(Waiters& waiters, int count, bool release) {
    for (int i = 1; i <= count; ++i) waiters.tasks.push_back(create_task(wait_once(waiters, i, release)));
}

} // namespace

TEST_CASE("a notified task goes on only when it has the lock again") {
    in_loop([]() -> Coro<> {
        Waiters waiters;
        auto const& condition = waiters.condition;
        start(waiters, 3, false);
        co_await sleep(0);
        CHECK(waiters.through.empty());
        CHECK_FALSE(condition.locked());

        co_await condition.acquire();
        condition.notify();
        co_await sleep(0);
        CHECK(waiters.through.empty());
        CHECK(condition.locked());
        condition.release();
        co_await sleep(0);
        CHECK(waiters.through == std::vector{1});
        CHECK(condition.locked());
        condition.notify(2);
        co_await sleep(0);
        CHECK(waiters.through == std::vector{1});
        condition.release();
        co_await sleep(0);
        CHECK(waiters.through == std::vector{1, 2});
        condition.release();
        co_await sleep(0);
        CHECK(waiters.through == std::vector{1, 2, 3});
        CHECK(condition.locked());
        CHECK(waiters.all_true());
    });
}

TEST_CASE("notify wakes as many as there are and notify_all everybody") {
    in_loop([]() -> Coro<> {
        Waiters waiters;
        auto const& condition = waiters.condition;
        start(waiters, 3, true);
        co_await sleep(0);
        co_await condition.acquire();
        condition.notify(1);
        condition.release();
        co_await sleep(0);
        CHECK(waiters.through == std::vector{1});
        co_await condition.acquire();
        condition.notify(1);
        condition.notify(2048);
        condition.release();
        co_await sleep(0);
        CHECK(waiters.through == std::vector{1, 2, 3});
        CHECK(waiters.all_true());
    });
    in_loop([]() -> Coro<> {
        Waiters waiters;
        start(waiters, 2, true);
        co_await sleep(0);
        co_await waiters.condition.acquire();
        waiters.condition.notify_all();
        waiters.condition.release();
        co_await sleep(0);
        CHECK(waiters.through == std::vector{1, 2});
        CHECK(waiters.all_true());
    });
}

TEST_CASE("a notified task that is cancelled while another holds the lock takes the lock all the same") {
    in_loop([]() -> Coro<> {
        Condition const condition;
        co_await condition.acquire();
        auto const waiter = create_task(condition.wait());
        co_await sleep(0);
        CHECK_FALSE(condition.locked());
        co_await condition.acquire();
        condition.notify();
        auto& loop = get_running_loop();
        loop.call_soon([waiter] { waiter.cancel(); });
        loop.call_soon([condition] { condition.release(); });
        co_await error_of(waiter);
        CHECK(condition.locked());
    });
}

TEST_CASE("a task cancelled while it takes the lock again ends cancelled") {
    in_loop([]() -> Coro<> {
        Condition const condition;
        bool inside = false;
        auto const wait = [&]() -> Coro<> {
            auto const held = co_await condition.scoped();
            inside = true;
            co_await condition.wait();
        };
        auto const waiter = create_task(wait());
        co_await sleep(0);
        co_await condition.acquire();
        condition.notify();
        co_await sleep(0);
        waiter.cancel();
        co_await sleep(0);
        condition.release();
        co_await sleep(0);
        CHECK(waiter.cancelled());
        CHECK(inside);
    });
}

TEST_CASE("wait_for goes on waiting until a notify finds its predicate true") {
    in_loop([]() -> Coro<> {
        Condition const condition;
        bool ready = false;
        bool through = false;
        auto const wait = [&]() -> Coro<bool> {
            co_await condition.acquire();
            through = co_await condition.wait_for([&] { return ready; });
            condition.release();
            co_return true;
        };
        auto const task = create_task(wait());
        co_await sleep(0);
        CHECK_FALSE(through);
        co_await condition.acquire();
        condition.notify();
        condition.release();
        co_await sleep(0);
        CHECK_FALSE(through);
        ready = true;
        co_await condition.acquire();
        condition.notify();
        condition.release();
        co_await sleep(0);
        CHECK(through);
        CHECK(task.result());
    });
}

TEST_CASE("a predicate that is true at once needs no lock and notify always does") {
    in_loop([]() -> Coro<> {
        Condition const condition;
        int const answer = co_await condition.wait_for([] { return 3; });
        CHECK(answer == 3);
        auto const waited = co_await error_of(condition.wait_for([] { return false; }));
        CHECK(waited == "RuntimeError('cannot wait on un-acquired lock')");
        auto const refused = "RuntimeError('cannot notify on un-acquired lock')";
        CHECK(error_in([&] { condition.notify(); }) == refused);
        CHECK(error_in([&] { condition.notify_all(); }) == refused);
    });
}

TEST_CASE("a condition's text says whether its lock is held and how many wait") {
    in_loop([]() -> Coro<> {
        Waiters waiters;
        auto const& condition = waiters.condition;
        CHECK(str(condition) == "<asyncio.locks.Condition object [unlocked]>");
        start(waiters, 1, true);
        co_await sleep(0);
        co_await condition.acquire();
        CHECK(str(condition) == "<asyncio.locks.Condition object [locked, waiters:1]>");
        condition.release();
        start(waiters, 1, true);
        co_await sleep(0);
        CHECK(str(condition) == "<asyncio.locks.Condition object [unlocked, waiters:2]>");
        co_await condition.acquire();
        condition.notify_all();
        condition.release();
        for (auto const& task : waiters.tasks) co_await task;
    });
}

TEST_CASE("a condition over a lock of the program holds that lock and is held by it") {
    in_loop([]() -> Coro<> {
        Lock const lock;
        Condition const condition(lock);
        CHECK_FALSE((lock.locked() || condition.locked()));
        {
            auto const held = co_await condition.scoped();
            CHECK((lock.locked() && condition.locked()));
        }
        CHECK_FALSE((lock.locked() || condition.locked()));
        {
            auto const held = co_await lock.scoped();
            CHECK((lock.locked() && condition.locked()));
        }
        CHECK_FALSE((lock.locked() || condition.locked()));
    });
}

TEST_CASE("a condition or its lock waited for in one loop refuses another") {
    in_program([] {
        Lock const lock;
        Condition const condition(lock);
        Lock const other;
        auto const in_first_loop = [&]() -> Coro<> {
            co_await other.acquire();
            auto const blocked = create_task(other.acquire());
            co_await condition.acquire();
            auto const waiting = create_task(condition.wait());
            co_await sleep(0);
            blocked.cancel();
            waiting.cancel();
            co_await error_of(waiting);
        };
        auto const in_second_loop = [&]() -> Coro<> {
            CHECK(lock.locked());
            Condition const over_other(other);
            auto error = co_await error_of(over_other.acquire());
            CHECK_THAT(error, Catch::Matchers::ContainsSubstring("is bound to a different event loop"));
            error = co_await error_of(condition.wait());
            CHECK_THAT(error, Catch::Matchers::ContainsSubstring("is bound to a different event loop"));
        };
        aio::run(in_first_loop());
        aio::run(in_second_loop());
    });
}

TEST_CASE("a cancelled wait for a notify raises the very error that was thrown in") {
    in_loop([]() -> Coro<> {
        Condition const condition;
        std::exception_ptr raised;
        auto const wait = [&]() -> Coro<> {
            auto const held = co_await condition.scoped();
            try {
                co_await condition.wait_for([] { return false; });
            } catch (CancelledError const&) {
                raised = std::current_exception();
                throw;
            }
        };
        auto const task = create_task(wait());
        co_await sleep(0);
        task.cancel("foo");
        std::exception_ptr seen;
        try {
            co_await task;
        } catch (CancelledError const&) {
            seen = std::current_exception();
        }
        CHECK(repr(seen) == "CancelledError('foo')");
        CHECK(seen == raised);
    });
}

TEST_CASE("a semaphore begins with the permits it is given and takes none below zero") {
    CHECK(Semaphore(0).locked());
    CHECK_FALSE(Semaphore().locked());
    auto const refused = "ValueError('Semaphore initial value must be >= 0')";
    CHECK(error_in([] { Semaphore const semaphore(-1); }) == refused);
    CHECK(error_in([] { BoundedSemaphore().release(); }) ==
          "ValueError('BoundedSemaphore released too many times')");
}

TEST_CASE("a semaphore's text gives its value or says that it is locked and how many wait") {
    in_loop([]() -> Coro<> {
        Semaphore const semaphore;
        CHECK(str(semaphore) == "<asyncio.locks.Semaphore object [unlocked, value:1]>");
        co_await semaphore.acquire();
        CHECK(str(semaphore) == "<asyncio.locks.Semaphore object [locked]>");
        auto const a = create_task(semaphore.acquire());
        auto const b = create_task(semaphore.acquire());
        co_await sleep(0);
        CHECK(str(semaphore) == "<asyncio.locks.Semaphore object [locked, waiters:2]>");
        a.cancel();
        b.cancel();
    });
}

TEST_CASE("permits released together go to those who wait and nobody overtakes them") {
    in_loop([]() -> Coro<> {
        Semaphore const semaphore(3);
        std::vector<int> in;
        auto const enter = [&](int who) -> Coro<bool> {
            co_await semaphore.acquire();
            in.push_back(who);
            co_return true;
        };
        bool const first = co_await semaphore.acquire();
        bool const second = co_await semaphore.acquire();
        CHECK((first && second));
        CHECK_FALSE(semaphore.locked());
        std::vector<Task<bool>> tasks;
        for (int i = 1; i <= 3; ++i) tasks.push_back(create_task(enter(i)));
        co_await sleep(0);
        CHECK(in == std::vector{1});
        CHECK(str(semaphore) == "<asyncio.locks.Semaphore object [locked, waiters:2]>");
        tasks.push_back(create_task(enter(4)));
        semaphore.release();
        semaphore.release();
        co_await sleep(0);
        CHECK(in.size() == 3);
        CHECK(str(semaphore) == "<asyncio.locks.Semaphore object [locked, waiters:1]>");
        CHECK(tasks[0].result());
        CHECK(std::count_if(tasks.begin() + 1, tasks.end(), [](auto const& task) { return task.done(); }) ==
              2);
        semaphore.release();
        for (auto const& task : tasks) co_await task;
    });
}

TEST_CASE("a permit passes by those who were cancelled while they waited") {
    in_loop([]() -> Coro<> {
        Semaphore const semaphore(0);
        std::vector<Task<bool>> tasks;
        for (int i = 0; i < 4; ++i) tasks.push_back(create_task(semaphore.acquire()));
        co_await sleep(0);
        tasks[0].cancel();
        tasks[1].cancel();
        semaphore.release();
        co_await sleep(0);
        co_await sleep(0);
        CHECK(tasks[2].done());
        CHECK_FALSE(tasks[3].done());
        CHECK(semaphore.locked());
        tasks[3].cancel();
        co_await sleep(0);
    });
}

TEST_CASE("a permit is free again after the task it was handed to was cancelled") {
    in_loop([]() -> Coro<> {
        Semaphore const semaphore(1);
        std::vector<Task<>> tasks;
        auto const first = [&]() -> Coro<> {
            {
                auto const held = co_await semaphore.scoped();
                co_await sleep(0);
            }
            tasks[1].cancel();
        };
        auto const second = [&]() -> Coro<> {
            auto const held = co_await semaphore.scoped();
            FAIL("the cancelled task got the permit");
        };
        tasks.push_back(create_task(first()));
        tasks.push_back(create_task(second()));
        auto const results = co_await gather(return_exceptions, tasks);
        CHECK(repr(results).find("[None, CancelledError(") == 0);
        co_await wait_for(semaphore.acquire(), 1.0);
    });
}

TEST_CASE("a semaphore serves those who come again in the order they come") {
    in_loop([]() -> Coro<> {
        Semaphore const semaphore(1);
        std::vector<std::string> order;
        auto const twice = [&](std::string name) -> Coro<> {
            for (char const* const round : {"_1", "_2"}) {
                co_await semaphore.acquire();
                order.push_back(name + round);
                co_await sleep(0.01);
                semaphore.release();
            }
        };
        co_await gather(twice("c1"), twice("c2"), twice("c3"));
        CHECK(order == std::vector<std::string>{"c1_1", "c2_1", "c3_1", "c1_2", "c2_2", "c3_2"});
    });
}

TEST_CASE("who releases a semaphore and wants it again stands behind those who wait") {
    in_loop([]() -> Coro<> {
        Semaphore const semaphore(1);
        std::vector<int> order;
        auto const enter = [&](int who, int again) -> Coro<> {
            co_await semaphore.acquire();
            order.push_back(who);
            if (again == 0) co_return;
            semaphore.release();
            co_await semaphore.acquire();
            order.push_back(again);
        };
        std::vector<Task<>> const tasks{create_task(enter(1, 0)), create_task(enter(2, 4)),
                                        create_task(enter(3, 0))};
        co_await sleep(0);
        semaphore.release();
        semaphore.release();
        for (auto const& task : tasks) co_await task;
        CHECK(order == std::vector{1, 2, 3, 4});
    });
}

TEST_CASE("permits of a semaphore pass over a cancelled waiter in order") {
    in_loop([]() -> Coro<> {
        Semaphore const semaphore(0);
        std::vector<int> order;
        auto const enter = [&](int who) -> Coro<> {
            co_await semaphore.acquire();
            order.push_back(who);
        };
        std::vector<Task<>> const tasks{create_task(enter(1)), create_task(enter(2)), create_task(enter(3))};
        co_await sleep(0);
        tasks[0].cancel();
        co_await sleep(0);
        semaphore.release();
        semaphore.release();
        co_await gather(return_exceptions, tasks);
        CHECK(order == std::vector{2, 3});
    });
}

TEST_CASE("by the rule of 3.13 permits released together wake all who wait before a new task runs") {
    Rules rules;
    rules.semaphore_wakes_all_it_can = GENERATE(true, false);
    std::vector<int> order;
    auto const main = [&]() -> Coro<> {
        Semaphore const semaphore(0);
        std::vector<Task<>> tasks;
        auto const note = [&](int who) -> Coro<> {
            order.push_back(who);
            co_return;
        };
        auto const first = [&]() -> Coro<> {
            co_await semaphore.acquire();
            CHECK(semaphore.locked());
            tasks.push_back(create_task(note(4)));
            order.push_back(1);
        };
        auto const second = [&]() -> Coro<> {
            for (int i = 0; i < 3; ++i) semaphore.release();
            CHECK(semaphore.locked()); // the first has not run yet
            co_await semaphore.acquire();
            order.push_back(2);
        };
        auto const third = [&]() -> Coro<> {
            co_await semaphore.acquire();
            CHECK(semaphore.locked());
            order.push_back(3);
        };
        tasks.push_back(create_task(first()));
        tasks.push_back(create_task(second()));
        tasks.push_back(create_task(third()));
        co_await sleep(0);
        CHECK(str(semaphore) == "<asyncio.locks.Semaphore object [locked, waiters:3]>");
        co_await sleep(0);
        co_await gather(tasks);
    };
    in_loop(main, rules);
    CHECK(order == (rules.semaphore_wakes_all_it_can ? std::vector{1, 2, 3, 4} : std::vector{1, 2, 4, 3}));
}

TEST_CASE("by the rule of 3.13 a cancelled wait raises what came while it took the lock again") {
    Rules rules;
    rules.condition_passes_notify_on = GENERATE(true, false);
    auto const main = [&]() -> Coro<> {
        Condition const condition;
        bool ready = false;
        std::exception_ptr raised;
        auto const wait = [&]() -> Coro<> {
            auto const held = co_await condition.scoped();
            try {
                co_await condition.wait_for([&] { return ready; });
            } catch (CancelledError const&) {
                raised = std::current_exception();
                throw;
            }
        };
        auto const task = create_task(wait());
        co_await sleep(0);
        co_await condition.acquire();
        ready = true;
        condition.notify();
        co_await sleep(0);
        task.cancel("foo");
        condition.release();
        std::exception_ptr seen;
        try {
            co_await task;
        } catch (CancelledError const&) {
            seen = std::current_exception();
        }
        CHECK(seen == raised);
        CHECK(repr(seen) ==
              (rules.condition_passes_notify_on ? "CancelledError('foo')" : "CancelledError()"));
    };
    in_loop(main, rules);
}

TEST_CASE("by the rule of 3.13 a notify to a task that is cancelled wakes the next one") {
    Rules rules;
    rules.condition_passes_notify_on = GENERATE(true, false);
    bool const while_it_takes_the_lock = GENERATE(true, false);
    auto const main = [&]() -> Coro<> {
        Condition const condition;
        int items = 0;
        auto const consume = [&]() -> Coro<> {
            auto const held = co_await condition.scoped();
            for (;;) {
                co_await condition.wait_for([&] { return items != 0; });
                if (items < 0) co_return;
                --items;
            }
        };
        auto const first = create_task(consume());
        auto const second = create_task(consume());
        co_await sleep(0);
        auto const held = co_await condition.scoped();
        ++items;
        condition.notify(1);
        if (while_it_takes_the_lock) co_await sleep(0);
        first.cancel();
        co_await error_of(wait_for(condition.wait_for([&] { return items == 0; }), 0.01));
        CHECK(items == (rules.condition_passes_notify_on ? 0 : 1));
        items = -1;
        condition.notify_all();
        condition.release();
        co_await second;
        co_await condition.acquire();
    };
    in_loop(main, rules);
}
