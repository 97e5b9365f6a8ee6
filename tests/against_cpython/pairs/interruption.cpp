// KeyboardInterrupt and SystemExit, which leave the loop at once, held to CPython.
#include "pair.hpp"

using namespace aio;

TEST_CASE("pair: a KeyboardInterrupt in a task leaves the loop and what is left is cancelled") {
    struct Program {
        Coro<> interrupts() {
            line(3);
            co_await sleep(1);
            line(4);
            throw KeyboardInterrupt("enough");
        }
        Coro<> sibling() {
            line(6);
            std::exception_ptr cancelled;
            try {
                line(7);
                co_await sleep(1);
                line(8), print("woke in the same turn");
                line(9);
                co_await sleep(1);
            } catch (CancelledError const&) {
                cancelled = std::current_exception();
            }
            if (cancelled) {
                line(10);
                line(11), print("cancelled");
                line(12);
                std::rethrow_exception(cancelled);
            }
        }
        Coro<> main() {
            line(14);
            auto const first = create_task(interrupts());
            line(15);
            auto const second = create_task(sibling());
            std::exception_ptr cancelled;
            try {
                line(16), line(17);
                co_await sleep(5);
            } catch (CancelledError const&) {
                cancelled = std::current_exception();
            }
            if (cancelled) {
                line(18);
                line(19), print(first.exception());
                line(20);
                std::rethrow_exception(cancelled);
            }
        }
    };
    char const* const python = R"(
import asyncio
async def interrupts():
    await asyncio.sleep(1)
    raise KeyboardInterrupt("enough")
async def sibling():
    try:
        await asyncio.sleep(1)
        print("woke in the same turn")
        await asyncio.sleep(1)
    except asyncio.CancelledError:
        print("cancelled")
        raise
async def main():
    first = asyncio.create_task(interrupts())
    second = asyncio.create_task(sibling())
    try:
        await asyncio.sleep(5)
    except asyncio.CancelledError:
        print(repr(first.exception()))
        raise
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(5), line(13);
        line(21), run(program.main());
    });
}

TEST_CASE("pair: a KeyboardInterrupt in main itself and the next loop") {
    struct Program {
        Coro<> main() {
            line(3);
            co_await sleep(1);
            line(4);
            throw KeyboardInterrupt();
        }
        Coro<> next() {
            line(6), print("next");
            co_return;
        }
    };
    char const* const python = R"(
import asyncio
async def main():
    await asyncio.sleep(1)
    raise KeyboardInterrupt
async def next():
    print("next")
try:
    asyncio.run(main())
except KeyboardInterrupt as error:
    print("interrupted")
asyncio.run(next())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(5);
        line(7);
        try {
            line(8), run(program.main());
        } catch (KeyboardInterrupt const&) {
            line(9), line(10), print("interrupted");
        }
        line(11), run(program.next());
    });
}

TEST_CASE("pair: a SystemExit in a callback ends the program with its message") {
    struct Program {
        static void leaves() {
            line(3);
            throw SystemExit("bye");
        }
        Coro<> main() {
            line(5);
            get_running_loop().call_later(1, leaves, "leaves");
            line(6);
            co_await sleep(5);
        }
    };
    char const* const python = R"(
import asyncio
def leaves():
    raise SystemExit("bye")
async def main():
    asyncio.get_running_loop().call_later(1, leaves)
    await asyncio.sleep(5)
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(4);
        line(7), run(program.main());
    });
}
