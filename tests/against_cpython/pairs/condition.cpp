// Condition, held to CPython.
#include "pair.hpp"

using namespace aio;

TEST_CASE("pair: buyers wait until there is enough in stock") {
    struct Program {
        std::string how;
        int stock = 0;

        Coro<> buyer(std::string name, int amount, Condition cond) {
            line(5);
            auto const held = co_await cond.scoped();
            line(6);
            while (stock < amount) {
                line(7), print(name, "needs", amount, "- stock", stock);
                line(8);
                co_await cond.wait();
                if (how == "if") break;
                line(6);
            }
            line(9), stock -= amount;
            line(10), print(name, "takes", amount);
        }
        Coro<> supplier(Condition cond) {
            line(13);
            for (int i = 0; i < 3; ++i) {
                line(14);
                co_await sleep(1);
                {
                    line(15);
                    auto const held = co_await cond.scoped();
                    line(16), stock += 2;
                    line(17), print("supplied, stock", stock);
                    line(18);
                    if (how == "one")
                        cond.notify(1);
                    else
                        cond.notify_all();
                }
                line(13);
            }
        }
        Coro<> main() {
            line(20);
            Condition const cond;
            line(21);
            co_await gather(
                InOrder{buyer("big", 4, cond), buyer("small", 1, cond), supplier(cond)}.coroutines);
            line(22), print("left", stock);
        }
    };
    std::string const how = GENERATE("all", "if", "one");
    std::string python = R"(
import asyncio
stock = 0
async def buyer(name, amount, cond):
    global stock
    async with cond:
        while stock < amount:
            print(name, "needs", amount, "- stock", stock)
            await cond.wait()
        stock -= amount
        print(name, "takes", amount)
async def supplier(cond):
    global stock
    for _ in range(3):
        await asyncio.sleep(1)
        async with cond:
            stock += 2
            print("supplied, stock", stock)
            cond.notify_all()
async def main():
    cond = asyncio.Condition()
    await asyncio.gather(buyer("big", 4, cond), buyer("small", 1, cond), supplier(cond))
    print("left", stock)
asyncio.run(main())
)";
    auto const replace = [&](std::string const& from, std::string const& to) {
        python.replace(python.find(from), from.size(), to);
    };
    if (how == "if") replace("while stock", "if stock");
    if (how == "one") replace("notify_all()", "notify(1)");
    require_same_events(python, [&] {
        line(1), line(2);
        Program program{how};
        line(3), line(11), line(19);
        line(23), run(program.main());
    });
}

TEST_CASE("pair: wait_for asks its predicate at each wake-up") {
    struct Program {
        int level = 0;

        Coro<> reader(std::string name, int wanted, Condition cond) {
            line(5);
            auto const held = co_await cond.scoped();
            line(6);
            auto const reached = [&] { return level >= wanted; };
            print(name, co_await cond.wait_for(reached), level);
        }
        Coro<> main() {
            line(9);
            Condition const cond;
            line(10);
            auto const readers = gather(
                InOrder{reader("one", 1, cond), reader("two", 2, cond), reader("zero", 0, cond)}.coroutines);
            line(11);
            for (level = 0; level < 3; ++level) {
                line(12);
                co_await sleep(1);
                {
                    line(13);
                    auto const held = co_await cond.scoped();
                    line(14), cond.notify_all();
                }
                line(11);
            }
            line(15);
            co_await readers;
        }
    };
    char const* const python = R"(
import asyncio
level = 0
async def reader(name, wanted, cond):
    global level
    async with cond:
        print(name, await cond.wait_for(lambda: level >= wanted), level)
async def main():
    global level
    cond = asyncio.Condition()
    readers = asyncio.gather(reader("one", 1, cond), reader("two", 2, cond), reader("zero", 0, cond))
    for level in range(3):
        await asyncio.sleep(1)
        async with cond:
            cond.notify_all()
    await readers
asyncio.run(main())
)";
    require_same_events(python, [] {
        line(1), line(2);
        Program program;
        line(3), line(7);
        line(16), run(program.main());
    });
}

TEST_CASE("pair: notify wakes the first n and no more") {
    struct Program {
        Coro<> waiter(std::string name, Condition cond) {
            line(3);
            auto const held = co_await cond.scoped();
            line(4), print(name, co_await cond.wait());
        }
        Coro<> main() {
            line(6);
            Condition const cond;
            line(7);
            std::vector<Task<>> tasks;
            for (auto const* name : {"A", "B", "C", "D"}) tasks.push_back(create_task(waiter(name, cond)));
            line(8);
            co_await sleep(1);
            {
                line(9);
                auto const held = co_await cond.scoped();
                line(10), cond.notify(2);
                line(11), cond.notify(0);
                line(12);
                co_await sleep(1);
                line(13), cond.notify();
            }
            line(14);
            co_await sleep(1);
            {
                line(15);
                auto const held = co_await cond.scoped();
                line(16), cond.notify(5);
                line(17), cond.notify(5);
            }
            line(18);
            co_await gather(std::move(tasks));
        }
    };
    char const* const python = R"(
import asyncio
async def waiter(name, cond):
    async with cond:
        print(name, await cond.wait())
async def main():
    cond = asyncio.Condition()
    tasks = [asyncio.create_task(waiter(n, cond)) for n in "ABCD"]
    await asyncio.sleep(1)
    async with cond:
        cond.notify(2)
        cond.notify(0)
        await asyncio.sleep(1)
        cond.notify()
    await asyncio.sleep(1)
    async with cond:
        cond.notify(5)
        cond.notify(5)
    await asyncio.gather(*tasks)
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(5);
        line(19), run(program.main());
    });
}

TEST_CASE("pair: cancelled while it waits for a notify it takes the lock again first") {
    struct Program {
        Coro<> waiter(Condition cond) {
            line(3);
            auto const held = co_await cond.scoped();
            line(4);
            try {
                line(5);
                co_await cond.wait();
            } catch (CancelledError const& error) {
                line(6);
                line(7), print("cancelled", error.what(), cond.locked());
                line(8);
                throw;
            }
        }
        Coro<> main() {
            line(10);
            Condition const cond;
            line(11);
            auto const free = create_task(waiter(cond));
            line(12);
            co_await sleep(1);
            line(13), free.cancel("first");
            line(14);
            co_await sleep(1);
            line(15);
            auto const blocked = create_task(waiter(cond));
            line(16);
            co_await sleep(1);
            line(17);
            co_await cond.acquire();
            line(18), blocked.cancel("second");
            line(19);
            co_await sleep(1);
            line(20);
            if (again) {
                line(21), blocked.cancel("third");
                line(22);
                co_await sleep(1);
            }
            line(23), cond.release();
            line(24);
            co_await sleep(0);
            line(25), print(free.cancelled(), blocked.cancelled(), cond.locked());
        }
        bool again;
    };
    bool const again = GENERATE(false, true);
    std::string python = R"(
import asyncio
async def waiter(cond):
    async with cond:
        try:
            await cond.wait()
        except asyncio.CancelledError as error:
            print("cancelled", error, cond.locked())
            raise
async def main():
    cond = asyncio.Condition()
    free = asyncio.create_task(waiter(cond))
    await asyncio.sleep(1)
    free.cancel("first")
    await asyncio.sleep(1)
    blocked = asyncio.create_task(waiter(cond))
    await asyncio.sleep(1)
    await cond.acquire()
    blocked.cancel("second")
    await asyncio.sleep(1)
    if AGAIN:
        blocked.cancel("third")
        await asyncio.sleep(1)
    cond.release()
    await asyncio.sleep(0)
    print(free.cancelled(), blocked.cancelled(), cond.locked())
asyncio.run(main())
)";
    python.replace(python.find("AGAIN"), 5, again ? "True" : "False");
    require_same_events(python, [&] {
        Program program{again};
        line(1), line(2), line(9);
        line(26), run(program.main());
    });
}

TEST_CASE("pair: a notify to a task that is cancelled is lost") {
    struct Program {
        Coro<> waiter(std::string name, Condition cond) {
            line(3);
            auto const held = co_await cond.scoped();
            line(4);
            co_await cond.wait();
            line(5), print(name, "woken");
        }
        Coro<> main() {
            line(7);
            Condition const cond;
            line(8);
            auto const a = create_task(waiter("A", cond));
            line(9);
            auto const b = create_task(waiter("B", cond));
            line(10);
            co_await sleep(1);
            {
                line(11);
                auto const held = co_await cond.scoped();
                line(12), cond.notify();
                line(13), a.cancel();
            }
            line(14);
            co_await sleep(1);
            line(15), print(a.cancelled(), b.done());
            line(16), b.cancel();
        }
    };
    char const* const python = R"(
import asyncio
async def waiter(name, cond):
    async with cond:
        await cond.wait()
        print(name, "woken")
async def main():
    cond = asyncio.Condition()
    a = asyncio.create_task(waiter("A", cond))
    b = asyncio.create_task(waiter("B", cond))
    await asyncio.sleep(1)
    async with cond:
        cond.notify()
        a.cancel()
    await asyncio.sleep(1)
    print(a.cancelled(), b.done())
    b.cancel()
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(6);
        line(17), run(program.main());
    });
}

TEST_CASE("pair: a condition needs its lock held") {
    struct Program {
        Coro<> main() {
            line(3);
            Condition const cond;
            line(4);
            try {
                line(5);
                co_await cond.wait();
            } catch (RuntimeError const& error) {
                line(6);
                line(7), print(error.what());
            }
            line(8);
            try {
                line(9), cond.notify();
            } catch (RuntimeError const& error) {
                line(10);
                line(11), print(error.what());
            }
            line(12);
            auto const never = [] { return false; };
            try {
                line(13);
                co_await cond.wait_for(never);
            } catch (RuntimeError const& error) {
                line(14);
                line(15), print(error.what());
            }
            line(16);
            try {
                line(17), cond.release();
            } catch (RuntimeError const& error) {
                line(18);
                line(19), print(error.what());
            }
        }
    };
    char const* const python = R"(
import asyncio
async def main():
    cond = asyncio.Condition()
    try:
        await cond.wait()
    except RuntimeError as error:
        print(error)
    try:
        cond.notify()
    except RuntimeError as error:
        print(error)
    try:
        await cond.wait_for(lambda: False)
    except RuntimeError as error:
        print(error)
    try:
        cond.release()
    except RuntimeError as error:
        print(error)
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2);
        line(20), run(program.main());
    });
}

TEST_CASE("pair: two conditions share a lock") {
    struct Program {
        Coro<> waiter(std::string name, Condition cond) {
            line(3);
            co_await cond.acquire();
            line(4);
            Finally const finally([&] { line(7), cond.release(); });
            line(5), print(name, co_await cond.wait());
        }
        Coro<> main() {
            line(9);
            Lock const lock;
            line(10);
            Condition const full(lock), empty(lock);
            line(11);
            auto const a = create_task(waiter("full", full));
            line(12);
            auto const b = create_task(waiter("empty", empty));
            line(13);
            co_await sleep(1);
            {
                line(14);
                auto const held = co_await lock.scoped();
                line(15), empty.notify_all();
            }
            line(16);
            co_await b;
            {
                line(17);
                auto const held = co_await full.scoped();
                line(18), full.notify_all();
                line(19);
                auto const c = create_task(waiter("empty", empty));
                line(20);
                co_await sleep(1);
                line(21), c.cancel();
            }
            line(22);
            co_await a;
        }
    };
    char const* const python = R"(
import asyncio
async def waiter(name, cond):
    await cond.acquire()
    try:
        print(name, await cond.wait())
    finally:
        cond.release()
async def main():
    lock = asyncio.Lock()
    full, empty = asyncio.Condition(lock), asyncio.Condition(lock)
    a = asyncio.create_task(waiter("full", full))
    b = asyncio.create_task(waiter("empty", empty))
    await asyncio.sleep(1)
    async with lock:
        empty.notify_all()
    await b
    async with full:
        full.notify_all()
        c = asyncio.create_task(waiter("empty", empty))
        await asyncio.sleep(1)
        c.cancel()
    await a
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(8);
        line(23), run(program.main());
    });
}

TEST_CASE("pair: a wait for a condition with a timeout") {
    struct Program {
        Coro<> main() {
            line(3);
            Condition const cond;
            line(4);
            auto const held = co_await cond.scoped();
            line(5);
            try {
                line(6);
                co_await wait_for(cond.wait(), 1);
            } catch (TimeoutError const&) {
                line(7);
                line(8), print("too late", cond.locked());
            }
        }
    };
    char const* const python = R"(
import asyncio
async def main():
    cond = asyncio.Condition()
    async with cond:
        try:
            await asyncio.wait_for(cond.wait(), 1)
        except asyncio.TimeoutError:
            print("too late", cond.locked())
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2);
        line(9), run(program.main());
    });
}

TEST_CASE("pair: who enters a condition that is held waits for its lock") {
    struct Program {
        Coro<> worker(std::string name, Condition cond) {
            line(3);
            auto const held = co_await cond.scoped();
            line(4), print(name);
            line(5);
            co_await sleep(1);
        }
        Coro<> main() {
            line(7);
            Condition const cond;
            line(8);
            auto const tasks =
                gather(InOrder{worker("A", cond), worker("B", cond), worker("C", cond)}.coroutines);
            line(9);
            co_await sleep(0.5);
            line(10), print(co_await cond.acquire());
            line(11), cond.release();
            line(12);
            co_await tasks;
        }
    };
    char const* const python = R"(
import asyncio
async def worker(name, cond):
    async with cond:
        print(name)
        await asyncio.sleep(1)
async def main():
    cond = asyncio.Condition()
    tasks = asyncio.gather(worker("A", cond), worker("B", cond), worker("C", cond))
    await asyncio.sleep(0.5)
    print(await cond.acquire())
    cond.release()
    await tasks
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(6);
        line(13), run(program.main());
    });
}
