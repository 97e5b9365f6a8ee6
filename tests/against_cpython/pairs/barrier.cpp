// Barrier, held to CPython.
#include "pair.hpp"

using namespace aio;

TEST_CASE("pair: a barrier lets its parties through together and can be used again") {
    struct Program {
        Coro<> party(std::string name, int delay, Barrier barrier) {
            line(3);
            for (int round = 0; round < 2; ++round) {
                line(4);
                co_await sleep(delay);
                line(5);
                auto const place = co_await barrier.wait();
                line(6), print(name, round, place, barrier.n_waiting());
                line(3);
            }
        }
        Coro<> main() {
            line(8);
            Barrier const barrier(3);
            line(9);
            co_await gather(
                InOrder{party("A", 1, barrier), party("B", 2, barrier), party("C", 1, barrier)}.coroutines);
            line(10), print(barrier.parties(), barrier.n_waiting(), barrier.broken());
        }
    };
    char const* const python = R"(
import asyncio
async def party(name, delay, barrier):
    for round in range(2):
        await asyncio.sleep(delay)
        place = await barrier.wait()
        print(name, round, place, barrier.n_waiting)
async def main():
    barrier = asyncio.Barrier(3)
    await asyncio.gather(party("A", 1, barrier), party("B", 2, barrier), party("C", 1, barrier))
    print(barrier.parties, barrier.n_waiting, barrier.broken)
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(7);
        line(11), run(program.main());
    });
}

TEST_CASE("pair: who comes while the others still leave waits for the next round") {
    struct Program {
        Coro<> party(std::string name, Barrier barrier) {
            line(3), print(name, "passes at", co_await barrier.wait());
            line(4), print(name, "again at", co_await barrier.wait());
        }
        Coro<> main() {
            line(6);
            Barrier const barrier(2);
            line(7);
            auto const a = create_task(party("A", barrier));
            line(8);
            co_await sleep(0);
            line(9);
            auto const b = create_task(party("B", barrier));
            line(10);
            auto const c = create_task(party("C", barrier));
            line(11);
            auto const d = create_task(party("D", barrier));
            line(12);
            co_await gather(a, b, c, d);
        }
    };
    char const* const python = R"(
import asyncio
async def party(name, barrier):
    print(name, "passes at", await barrier.wait())
    print(name, "again at", await barrier.wait())
async def main():
    barrier = asyncio.Barrier(2)
    a = asyncio.create_task(party("A", barrier))
    await asyncio.sleep(0)
    b = asyncio.create_task(party("B", barrier))
    c = asyncio.create_task(party("C", barrier))
    d = asyncio.create_task(party("D", barrier))
    await asyncio.gather(a, b, c, d)
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(5);
        line(13), run(program.main());
    });
}

TEST_CASE("pair: abort breaks a barrier until it is reset") {
    struct Program {
        Coro<> party(std::string name, Barrier barrier) {
            line(3);
            try {
                line(4), print(name, co_await barrier.wait());
            } catch (BrokenBarrierError const& error) {
                line(5);
                line(6), print(name, "broken:", error.what());
            }
        }
        Coro<> main() {
            line(8);
            Barrier const barrier(3);
            line(9);
            auto const a = create_task(party("A", barrier));
            line(10);
            auto const b = create_task(party("B", barrier));
            line(11);
            co_await sleep(1);
            line(12), print(barrier.n_waiting());
            line(13);
            co_await barrier.abort();
            line(14);
            co_await gather(a, b);
            line(15);
            co_await party("late", barrier);
            line(16), print(barrier.broken(), barrier.n_waiting());
            line(17);
            co_await barrier.reset();
            line(18);
            co_await gather(
                InOrder{party("A", barrier), party("B", barrier), party("C", barrier)}.coroutines);
        }
    };
    char const* const python = R"(
import asyncio
async def party(name, barrier):
    try:
        print(name, await barrier.wait())
    except asyncio.BrokenBarrierError as error:
        print(name, "broken:", error)
async def main():
    barrier = asyncio.Barrier(3)
    a = asyncio.create_task(party("A", barrier))
    b = asyncio.create_task(party("B", barrier))
    await asyncio.sleep(1)
    print(barrier.n_waiting)
    await barrier.abort()
    await asyncio.gather(a, b)
    await party("late", barrier)
    print(barrier.broken, barrier.n_waiting)
    await barrier.reset()
    await asyncio.gather(party("A", barrier), party("B", barrier), party("C", barrier))
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(7);
        line(19), run(program.main());
    });
}

TEST_CASE("pair: reset sends away who waits and keeps out who comes meanwhile") {
    struct Program {
        Coro<> party(std::string name, Barrier barrier) {
            line(3);
            try {
                line(4), print(name, co_await barrier.wait());
            } catch (BrokenBarrierError const& error) {
                line(5);
                line(6), print(name, "broken:", error.what());
            }
        }
        Coro<> main() {
            line(8);
            Barrier const barrier(2);
            line(9);
            auto const a = create_task(party("A", barrier));
            line(10);
            co_await sleep(1);
            line(11);
            co_await barrier.reset();
            line(12);
            co_await barrier.reset();
            line(13);
            auto const b = create_task(party("B", barrier));
            line(14);
            auto const c = create_task(party("C", barrier));
            line(15);
            co_await gather(a, b, c);
        }
    };
    char const* const python = R"(
import asyncio
async def party(name, barrier):
    try:
        print(name, await barrier.wait())
    except asyncio.BrokenBarrierError as error:
        print(name, "broken:", error)
async def main():
    barrier = asyncio.Barrier(2)
    a = asyncio.create_task(party("A", barrier))
    await asyncio.sleep(1)
    await barrier.reset()
    await barrier.reset()
    b = asyncio.create_task(party("B", barrier))
    c = asyncio.create_task(party("C", barrier))
    await asyncio.gather(a, b, c)
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(7);
        line(16), run(program.main());
    });
}

TEST_CASE("pair: cancelled at a barrier and blocked before it") {
    struct Program {
        Coro<> party(std::string name, Barrier barrier) { line(3), print(name, co_await barrier.wait()); }
        Coro<> main() {
            line(5);
            Barrier const barrier(2);
            line(6);
            auto const quitter = create_task(party("Q", barrier));
            line(7);
            co_await sleep(1);
            line(8), quitter.cancel();
            line(9);
            co_await sleep(1);
            line(10), print(quitter.cancelled(), barrier.n_waiting());
            line(11);
            auto const a = create_task(party("A", barrier));
            line(12);
            auto const b = create_task(party("B", barrier));
            line(13);
            auto const blocked = create_task(party("C", barrier));
            line(14);
            co_await sleep(0);
            line(15), blocked.cancel();
            line(16), a.cancel();
            line(17);
            co_await b;
            line(18);
            co_await sleep(0);
            line(19), print(a.cancelled(), blocked.cancelled(), barrier.n_waiting());
        }
    };
    char const* const python = R"(
import asyncio
async def party(name, barrier):
    print(name, await barrier.wait())
async def main():
    barrier = asyncio.Barrier(2)
    quitter = asyncio.create_task(party("Q", barrier))
    await asyncio.sleep(1)
    quitter.cancel()
    await asyncio.sleep(1)
    print(quitter.cancelled(), barrier.n_waiting)
    a = asyncio.create_task(party("A", barrier))
    b = asyncio.create_task(party("B", barrier))
    blocked = asyncio.create_task(party("C", barrier))
    await asyncio.sleep(0)
    blocked.cancel()
    a.cancel()
    await b
    await asyncio.sleep(0)
    print(a.cancelled(), blocked.cancelled(), barrier.n_waiting)
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(4);
        line(20), run(program.main());
    });
}

TEST_CASE("pair: a barrier of one stops nobody and a barrier of none is an error") {
    struct Program {
        Coro<> main() {
            line(3);
            Barrier const barrier(1);
            {
                line(4);
                auto const place = co_await barrier.wait();
                line(5), print(place);
                line(4);
            }
            line(6);
            try {
                line(7), Barrier(0);
            } catch (ValueError const& error) {
                line(8);
                line(9), print(error.what());
            }
            line(10);
            Barrier const two(2);
            line(11);
            try {
                line(12);
                co_await wait_for(two.wait(), 1);
            } catch (TimeoutError const&) {
                line(13);
                line(14), print(two.n_waiting());
            }
        }
    };
    char const* const python = R"(
import asyncio
async def main():
    barrier = asyncio.Barrier(1)
    async with barrier as place:
        print(place)
    try:
        asyncio.Barrier(0)
    except ValueError as error:
        print(error)
    two = asyncio.Barrier(2)
    try:
        await asyncio.wait_for(two.wait(), 1)
    except asyncio.TimeoutError:
        print(two.n_waiting)
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2);
        line(15), run(program.main());
    });
}
