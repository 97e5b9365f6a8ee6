// Lock, held to CPython.
#include "pair.hpp"

using namespace aio;

TEST_CASE("pair: a lock is handed on in order of arrival") {
    struct Program {
        Coro<> worker(std::string name, Lock lock) {
            line(3), print(name, "wants it");
            {
                line(4);
                auto const held = co_await lock.scoped();
                line(5), print(name, "has it");
                line(6);
                co_await sleep(1);
                line(7), print(name, "releases it");
            }
            line(8), print(name, "is out");
        }
        Coro<> main() {
            line(10);
            Lock const lock;
            line(11);
            auto const first = create_task(worker("A", lock));
            line(12);
            auto b = worker("B", lock);
            auto c = worker("C", lock);
            co_await gather(std::move(b), std::move(c), first);
            line(13), print("free again:", !lock.locked());
        }
    };
    char const* const python = R"(
import asyncio
async def worker(name, lock):
    print(name, "wants it")
    async with lock:
        print(name, "has it")
        await asyncio.sleep(1)
        print(name, "releases it")
    print(name, "is out")
async def main():
    lock = asyncio.Lock()
    first = asyncio.create_task(worker("A", lock))
    await asyncio.gather(worker("B", lock), worker("C", lock), first)
    print("free again:", not lock.locked())
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(9);
        line(14), run(program.main());
    });
}

TEST_CASE("pair: who releases a lock and wants it again stands behind those who wait") {
    struct Program {
        Coro<> worker(std::string name, Lock lock) {
            line(3);
            for (int i = 0; i < 2; ++i) {
                {
                    line(4);
                    auto const held = co_await lock.scoped();
                    line(5), print(name, i);
                    line(6);
                    co_await sleep(0);
                }
                line(3);
            }
        }
        Coro<> main() {
            line(8);
            Lock const lock;
            line(9);
            co_await gather(InOrder{worker("A", lock), worker("B", lock), worker("C", lock)}.coroutines);
        }
    };
    char const* const python = R"(
import asyncio
async def worker(name, lock):
    for i in range(2):
        async with lock:
            print(name, i)
            await asyncio.sleep(0)
async def main():
    lock = asyncio.Lock()
    await asyncio.gather(worker("A", lock), worker("B", lock), worker("C", lock))
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(7);
        line(10), run(program.main());
    });
}

TEST_CASE("pair: who is cancelled while it waits for a lock leaves the queue") {
    struct Program {
        Coro<> worker(std::string name, Lock lock) {
            line(3);
            auto const held = co_await lock.scoped();
            line(4), print(name, "has it");
            line(5);
            co_await sleep(1);
        }
        Coro<> main() {
            line(7);
            Lock const lock;
            line(8);
            auto const a = create_task(worker("A", lock));
            line(9);
            auto const b = create_task(worker("B", lock));
            line(10);
            auto const c = create_task(worker("C", lock));
            line(11);
            co_await sleep(0.5);
            line(12), b.cancel("enough");
            line(13);
            co_await gather(a, c);
            line(14), print(b.cancelled());
        }
    };
    char const* const python = R"(
import asyncio
async def worker(name, lock):
    async with lock:
        print(name, "has it")
        await asyncio.sleep(1)
async def main():
    lock = asyncio.Lock()
    a = asyncio.create_task(worker("A", lock))
    b = asyncio.create_task(worker("B", lock))
    c = asyncio.create_task(worker("C", lock))
    await asyncio.sleep(0.5)
    b.cancel("enough")
    await asyncio.gather(a, c)
    print(b.cancelled())
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(6);
        line(15), run(program.main());
    });
}

TEST_CASE("pair: who is cancelled after a lock woke it passes the wake-up on") {
    struct Program {
        Coro<> worker(std::string name, Lock lock) {
            line(3);
            auto const held = co_await lock.scoped();
            line(4), print(name, "has it");
        }
        Coro<> main() {
            line(6);
            Lock const lock;
            line(7);
            co_await lock.acquire();
            line(8);
            auto const b = create_task(worker("B", lock));
            line(9);
            auto const c = create_task(worker("C", lock));
            line(10);
            co_await sleep(1);
            line(11), lock.release();
            line(12), b.cancel();
            line(13);
            co_await c;
            line(14), print(b.cancelled(), lock.locked());
        }
    };
    char const* const python = R"(
import asyncio
async def worker(name, lock):
    async with lock:
        print(name, "has it")
async def main():
    lock = asyncio.Lock()
    await lock.acquire()
    b = asyncio.create_task(worker("B", lock))
    c = asyncio.create_task(worker("C", lock))
    await asyncio.sleep(1)
    lock.release()
    b.cancel()
    await c
    print(b.cancelled(), lock.locked())
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(5);
        line(15), run(program.main());
    });
}

TEST_CASE("pair: a free lock whose waiters all gave up is taken at once") {
    struct Program {
        Coro<> worker(Lock lock) {
            line(3);
            co_await lock.acquire();
        }
        Coro<> main() {
            line(5);
            Lock const lock;
            line(6);
            co_await lock.acquire();
            line(7);
            auto const b = create_task(worker(lock));
            line(8);
            co_await sleep(0);
            line(9), b.cancel();
            line(10), lock.release();
            line(11), print(co_await lock.acquire());
            line(12), lock.release();
            line(13);
            co_await sleep(0);
            line(14), print(b.cancelled(), lock.locked());
        }
    };
    char const* const python = R"(
import asyncio
async def worker(lock):
    await lock.acquire()
async def main():
    lock = asyncio.Lock()
    await lock.acquire()
    b = asyncio.create_task(worker(lock))
    await asyncio.sleep(0)
    b.cancel()
    lock.release()
    print(await lock.acquire())
    lock.release()
    await asyncio.sleep(0)
    print(b.cancelled(), lock.locked())
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(4);
        line(15), run(program.main());
    });
}

TEST_CASE("pair: a free lock is not taken while a woken waiter has not run") {
    struct Program {
        Coro<> worker(std::string name, Lock lock) {
            line(3);
            co_await lock.acquire();
            line(4), print(name);
            line(5), lock.release();
        }
        Coro<> main() {
            line(7);
            Lock const lock;
            line(8);
            co_await lock.acquire();
            line(9);
            auto const b = create_task(worker("B", lock));
            line(10);
            co_await sleep(0);
            line(11), lock.release();
            line(12), print(lock.locked());
            line(13);
            co_await lock.acquire();
            line(14), print("main");
            line(15);
            co_await b;
        }
    };
    char const* const python = R"(
import asyncio
async def worker(name, lock):
    await lock.acquire()
    print(name)
    lock.release()
async def main():
    lock = asyncio.Lock()
    await lock.acquire()
    b = asyncio.create_task(worker("B", lock))
    await asyncio.sleep(0)
    lock.release()
    print(lock.locked())
    await lock.acquire()
    print("main")
    await b
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(6);
        line(16), run(program.main());
    });
}

TEST_CASE("pair: releasing a lock that nobody holds is an error") {
    struct Program {
        Coro<> main() {
            line(3);
            Lock const lock;
            line(4);
            try {
                line(5), lock.release();
            } catch (RuntimeError const& error) {
                line(6);
                line(7), print("refused:", error.what());
            }
            line(8);
            auto const held = co_await lock.scoped();
            line(9), lock.release();
        }
    };
    char const* const python = R"(
import asyncio
async def main():
    lock = asyncio.Lock()
    try:
        lock.release()
    except RuntimeError as error:
        print("refused:", error)
    async with lock:
        lock.release()
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2);
        line(10), run(program.main());
    });
}

TEST_CASE("pair: an exception in the block releases the lock") {
    struct Program {
        Coro<> failing(Lock lock) {
            line(3);
            auto const held = co_await lock.scoped();
            line(4);
            co_await sleep(1);
            line(5);
            throw ValueError("boom");
        }
        Coro<> main() {
            line(7);
            Lock const lock;
            line(8);
            auto const task = create_task(failing(lock));
            line(9);
            co_await sleep(0.5);
            line(10);
            {
                auto const held = co_await lock.scoped();
                line(11), print("main has it");
            }
            line(12);
            try {
                line(13);
                co_await task;
            } catch (ValueError const& error) {
                line(14);
                line(15), print(error.what());
            }
        }
    };
    char const* const python = R"(
import asyncio
async def failing(lock):
    async with lock:
        await asyncio.sleep(1)
        raise ValueError("boom")
async def main():
    lock = asyncio.Lock()
    task = asyncio.create_task(failing(lock))
    await asyncio.sleep(0.5)
    async with lock:
        print("main has it")
    try:
        await task
    except ValueError as error:
        print(error)
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(6);
        line(16), run(program.main());
    });
}

TEST_CASE("pair: acquire as a task of its own, cancelled by a timer") {
    struct Program {
        Coro<> main() {
            line(3);
            Lock const lock;
            line(4);
            co_await lock.acquire();
            line(5);
            auto const waiting = create_task(lock.acquire());
            line(6), get_running_loop().call_later(
                         2, [&] { waiting.cancel(); }, "Task.cancel");
            line(7);
            try {
                line(8);
                co_await waiting;
            } catch (CancelledError const&) {
                line(9);
                line(10), print("gave up at", get_running_loop().time());
            }
            line(11);
            auto const again = create_task(lock.acquire(), "again");
            line(12);
            co_await sleep(1);
            line(13), lock.release();
            line(14), print(co_await again, lock.locked());
        }
    };
    char const* const python = R"(
import asyncio
async def main():
    lock = asyncio.Lock()
    await lock.acquire()
    waiting = asyncio.create_task(lock.acquire())
    asyncio.get_running_loop().call_later(2, waiting.cancel)
    try:
        await waiting
    except asyncio.CancelledError:
        print("gave up at", asyncio.get_running_loop().time())
    again = asyncio.create_task(lock.acquire(), name="again")
    await asyncio.sleep(1)
    lock.release()
    print(await again, lock.locked())
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2);
        line(15), run(program.main());
    });
}

TEST_CASE("pair: a lock waited for with a timeout") {
    struct Program {
        Coro<> main() {
            line(3);
            Lock const lock;
            line(4);
            co_await lock.acquire();
            line(5);
            try {
                line(6);
                co_await wait_for(lock.acquire(), 1);
            } catch (TimeoutError const&) {
                line(7);
                line(8), print("too late at", get_running_loop().time());
            }
            line(9), lock.release();
            line(10), print(co_await wait_for(lock.acquire(), 1));
        }
    };
    char const* const python = R"(
import asyncio
async def main():
    lock = asyncio.Lock()
    await lock.acquire()
    try:
        await asyncio.wait_for(lock.acquire(), 1)
    except asyncio.TimeoutError:
        print("too late at", asyncio.get_running_loop().time())
    lock.release()
    print(await asyncio.wait_for(lock.acquire(), 1))
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2);
        line(11), run(program.main());
    });
}
