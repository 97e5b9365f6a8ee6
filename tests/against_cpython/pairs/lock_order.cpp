// Several locks, several loops, and what is lost without one.
#include "pair.hpp"

using namespace aio;

TEST_CASE("pair: two locks taken in opposite order hang for ever") {
    struct Program {
        Coro<> worker(Lock one, Lock other) {
            line(3);
            auto const held = co_await one.scoped();
            line(4);
            co_await sleep(1);
            line(5);
            auto const also_held = co_await other.scoped();
            line(6), print("both");
        }
        Coro<> main() {
            line(8);
            Lock const left, right;
            line(9);
            co_await gather(InOrder{worker(left, right), worker(right, left)}.coroutines);
        }
    };
    char const* const python = R"(
import asyncio
async def worker(one, other):
    async with one:
        await asyncio.sleep(1)
        async with other:
            print("both")
async def main():
    left, right = asyncio.Lock(), asyncio.Lock()
    await asyncio.gather(worker(left, right), worker(right, left))
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(7);
        line(10), run(program.main());
    });
}

TEST_CASE("pair: nested locks are released from the inside out") {
    struct Program {
        Coro<> worker(std::string name, Lock one, Lock other) {
            {
                line(3);
                auto const held = co_await one.scoped();
                {
                    line(4);
                    auto const also_held = co_await other.scoped();
                    line(5), print(name, "both");
                    line(6);
                    co_await sleep(1);
                }
                line(7), print(name, "one");
            }
        }
        Coro<> main() {
            line(9);
            Lock const left, right;
            line(10);
            co_await gather(InOrder{worker("A", left, right), worker("B", left, right)}.coroutines);
        }
    };
    char const* const python = R"(
import asyncio
async def worker(name, one, other):
    async with one:
        async with other:
            print(name, "both")
            await asyncio.sleep(1)
        print(name, "one")
async def main():
    left, right = asyncio.Lock(), asyncio.Lock()
    await asyncio.gather(worker("A", left, right), worker("B", left, right))
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(8);
        line(11), run(program.main());
    });
}

TEST_CASE("pair: a lock waited for in one loop refuses another") {
    struct Program {
        Lock lock;

        Coro<> worker() {
            line(4);
            auto const held = co_await lock.scoped();
            line(5);
            co_await sleep(1);
        }
        Coro<> main() {
            line(7);
            co_await gather(InOrder{worker(), worker()}.coroutines);
        }
        Coro<> refused() {
            line(9);
            auto const held = co_await lock.scoped();
            line(10);
            try {
                line(11);
                co_await lock.acquire();
            } catch (RuntimeError const& error) {
                line(12);
                line(13), print("bound to a different event loop:", error.message().ends_with("loop"));
            }
        }
    };
    char const* const python = R"(
import asyncio
lock = asyncio.Lock()
async def worker():
    async with lock:
        await asyncio.sleep(1)
async def main():
    await asyncio.gather(worker(), worker())
async def refused():
    async with lock:
        try:
            await lock.acquire()
        except RuntimeError as error:
            print("bound to a different event loop:", str(error).endswith("loop"))
asyncio.run(main())
asyncio.run(refused())
)";
    require_same_events(python, [] {
        line(1), line(2);
        Program program;
        line(3), line(6), line(8);
        line(14), run(program.main());
        line(15), run(program.refused());
    });
}

TEST_CASE("pair: a read and a write with an await between lose an update without a lock") {
    struct Program {
        Lock lock;
        int balance = 100;
        bool guard;

        Coro<> withdraw(std::string who, int amount) {
            line(5);
            int const seen = balance;
            line(6), print(who, "sees", seen);
            line(7);
            co_await sleep(1);
            line(8);
            if (seen >= amount) {
                line(9), balance = seen - amount;
                line(10), print(who, "takes", amount, "leaves", balance);
            } else {
                line(12), print(who, "is refused");
            }
        }
        Coro<> guarded(std::string who, int amount) {
            line(14);
            auto const held = co_await lock.scoped();
            line(15);
            co_await withdraw(who, amount);
        }
        Coro<> main() {
            line(17);
            if (guard)
                co_await gather(InOrder{guarded("ann", 80), guarded("bob", 50)}.coroutines);
            else
                co_await gather(InOrder{withdraw("ann", 80), withdraw("bob", 50)}.coroutines);
            line(18), print("final balance", balance);
        }
    };
    bool const guard = GENERATE(false, true);
    std::string python = R"(
import asyncio
balance = 100
lock = asyncio.Lock()
async def withdraw(who, amount):
    global balance; seen = balance
    print(who, "sees", seen)
    await asyncio.sleep(1)
    if seen >= amount:
        balance = seen - amount
        print(who, "takes", amount, "leaves", balance)
    else:
        print(who, "is refused")
async def guarded(who, amount):
    async with lock:
        await withdraw(who, amount)
async def main():
    await asyncio.gather(withdraw("ann", 80), withdraw("bob", 50))
    print("final balance", balance)
asyncio.run(main())
)";
    if (guard) {
        std::string const plain = R"(withdraw("ann", 80), withdraw("bob", 50))";
        python.replace(python.find(plain), plain.size(), R"(guarded("ann", 80), guarded("bob", 50))");
    }
    require_same_events(python, [&] {
        line(1), line(2), line(3);
        Program program{{}, 100, guard};
        line(4), line(13), line(16);
        line(19), run(program.main());
    });
}
