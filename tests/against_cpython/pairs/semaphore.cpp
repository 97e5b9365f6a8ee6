// Semaphore and BoundedSemaphore, held to CPython.
#include "pair.hpp"

using namespace aio;

TEST_CASE("pair: a semaphore lets so many in at a time") {
    struct Program {
        Coro<> fetch(int n, Semaphore slots) {
            {
                line(3);
                auto const held = co_await slots.scoped();
                line(4), print(get_running_loop().time(), "start", n);
                line(5);
                co_await sleep(1);
            }
            line(6), print(get_running_loop().time(), "end  ", n);
        }
        Coro<> main(int n) {
            line(8);
            Semaphore const slots(n);
            line(9);
            co_await gather(
                InOrder{fetch(1, slots), fetch(2, slots), fetch(3, slots), fetch(4, slots), fetch(5, slots)}
                    .coroutines);
        }
    };
    int const n = GENERATE(1, 2, 5);
    std::string const python = R"(
import asyncio
async def fetch(n, slots):
    async with slots:
        print(asyncio.get_running_loop().time(), "start", n)
        await asyncio.sleep(1)
    print(asyncio.get_running_loop().time(), "end  ", n)
async def main(n):
    slots = asyncio.Semaphore(n)
    await asyncio.gather(*(fetch(n, slots) for n in range(1, 6)))
asyncio.run(main()" + std::to_string(n) +
                               "))\n";
    require_same_events(python, [&] {
        Program program;
        line(1), line(2), line(7);
        line(10), run(program.main(n));
    });
}

TEST_CASE("pair: a permit handed to a task that is cancelled goes to the next one") {
    struct Program {
        Coro<> worker(std::string name, Semaphore slots) {
            line(3);
            co_await slots.acquire();
            line(4), print(name, "in");
        }
        Coro<> main() {
            line(6);
            Semaphore const slots(0);
            line(7);
            auto const a = create_task(worker("A", slots));
            line(8);
            auto const b = create_task(worker("B", slots));
            line(9);
            auto const c = create_task(worker("C", slots));
            line(10);
            co_await sleep(0);
            line(11), slots.release();
            line(12), a.cancel();
            line(13), b.cancel();
            line(14);
            co_await c;
            line(15), slots.release();
            line(16), print(slots.locked());
        }
    };
    char const* const python = R"(
import asyncio
async def worker(name, slots):
    await slots.acquire()
    print(name, "in")
async def main():
    slots = asyncio.Semaphore(0)
    a = asyncio.create_task(worker("A", slots))
    b = asyncio.create_task(worker("B", slots))
    c = asyncio.create_task(worker("C", slots))
    await asyncio.sleep(0)
    slots.release()
    a.cancel()
    b.cancel()
    await c
    slots.release()
    print(slots.locked())
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(5);
        line(17), run(program.main());
    });
}

TEST_CASE("pair: two releases wake two tasks and a third gets its permit later") {
    struct Program {
        Coro<> worker(std::string name, Semaphore slots) {
            line(3);
            co_await slots.acquire();
            line(4), print(name, "in", slots.locked());
        }
        Coro<> main() {
            line(6);
            Semaphore const slots(0);
            line(7);
            std::vector<Task<>> tasks;
            for (auto const* name : {"A", "B", "C"}) tasks.push_back(create_task(worker(name, slots)));
            line(8);
            co_await sleep(0);
            line(9), slots.release();
            line(10), slots.release();
            line(11), print(slots.locked());
            line(12);
            co_await sleep(1);
            line(13), slots.release();
            line(14), slots.release();
            line(15);
            co_await gather(std::move(tasks));
            line(16), print(co_await slots.acquire());
        }
    };
    char const* const python = R"(
import asyncio
async def worker(name, slots):
    await slots.acquire()
    print(name, "in", slots.locked())
async def main():
    slots = asyncio.Semaphore(0)
    tasks = [asyncio.create_task(worker(n, slots)) for n in "ABC"]
    await asyncio.sleep(0)
    slots.release()
    slots.release()
    print(slots.locked())
    await asyncio.sleep(1)
    slots.release()
    slots.release()
    await asyncio.gather(*tasks)
    print(await slots.acquire())
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(5);
        line(17), run(program.main());
    });
}

TEST_CASE("pair: who comes while others wait for a semaphore goes behind them") {
    struct Program {
        Coro<> worker(std::string name, Semaphore slots) {
            line(3);
            for (int i = 0; i < 2; ++i) {
                {
                    line(4);
                    auto const held = co_await slots.scoped();
                    line(5), print(name, i);
                    line(6);
                    co_await sleep(0);
                }
                line(3);
            }
        }
        Coro<> main() {
            line(8);
            BoundedSemaphore const slots(2);
            line(9);
            auto const quitter = create_task(worker("Q", slots));
            line(10);
            auto const rest =
                gather(InOrder{worker("A", slots), worker("B", slots), worker("C", slots)}.coroutines);
            line(11);
            co_await sleep(0);
            line(12), quitter.cancel();
            line(13);
            co_await rest;
        }
    };
    char const* const python = R"(
import asyncio
async def worker(name, slots):
    for i in range(2):
        async with slots:
            print(name, i)
            await asyncio.sleep(0)
async def main():
    slots = asyncio.BoundedSemaphore(2)
    quitter = asyncio.create_task(worker("Q", slots))
    rest = asyncio.gather(worker("A", slots), worker("B", slots), worker("C", slots))
    await asyncio.sleep(0)
    quitter.cancel()
    await rest
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(7);
        line(14), run(program.main());
    });
}

TEST_CASE("pair: errors of semaphores") {
    struct Program {
        Coro<> main() {
            line(3);
            try {
                line(4), Semaphore(-1);
            } catch (ValueError const& error) {
                line(5);
                line(6), print(error.what());
            }
            line(7);
            BoundedSemaphore const bounded;
            line(8);
            try {
                line(9), bounded.release();
            } catch (ValueError const& error) {
                line(10);
                line(11), print(error.what());
            }
            line(12);
            auto const held = co_await bounded.scoped();
            line(13), bounded.release();
        }
    };
    char const* const python = R"(
import asyncio
async def main():
    try:
        asyncio.Semaphore(-1)
    except ValueError as error:
        print(error)
    bounded = asyncio.BoundedSemaphore()
    try:
        bounded.release()
    except ValueError as error:
        print(error)
    async with bounded:
        bounded.release()
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2);
        line(14), run(program.main());
    });
}
