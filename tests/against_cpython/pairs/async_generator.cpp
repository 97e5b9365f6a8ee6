// Asynchronous generators, async for and comprehensions, held to CPython.
#include "pair.hpp"

using namespace aio;

TEST_CASE("pair: an await inside an async generator suspends the task and a yield does not") {
    struct Program {
        AsyncGenerator<int> ticks(int count) {
            line(3);
            for (int i = 0; i < count; ++i) {
                line(4);
                co_await sleep(i);
                line(5);
                co_yield i;
            }
            line(6), print("no more");
        }
        Coro<> other() {
            line(8), print("other task");
            co_return;
        }
        Coro<> main() {
            line(10);
            auto const task = create_task(other());
            line(11);
            auto numbers = ticks(3);
            for (auto n = co_await numbers.next(); n; n = co_await numbers.next()) {
                line(12), print(*n, get_running_loop().time());
                line(11);
            }
            line(13);
            co_await task;
        }
    };
    char const* const python = R"(
import asyncio
async def ticks(count):
    for i in range(count):
        await asyncio.sleep(i)
        yield i
    print("no more")
async def other():
    print("other task")
async def main():
    task = asyncio.create_task(other())
    async for n in ticks(3):
        print(n, asyncio.get_running_loop().time())
    await task
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(7), line(9);
        line(14), run(program.main());
    });
}

TEST_CASE("pair: a loop that breaks off leaves the generator to be closed by a task of the loop") {
    struct Program {
        AsyncGenerator<int> numbers() {
            std::exception_ptr error;
            line(3);
            try {
                line(4);
                co_yield 1;
                line(5);
                co_yield 2;
            } catch (...) {
                error = std::current_exception();
            }
            line(7), print("closing");
            line(8);
            co_await sleep(1);
            line(9), print("closed at", get_running_loop().time());
            if (error) std::rethrow_exception(error);
        }
        Coro<> main() {
            line(11);
            {
                auto items = numbers();
                for (auto n = co_await items.next(); n; n = co_await items.next()) {
                    line(12), print(*n);
                    line(13);
                    break;
                }
            }
            line(14), print("left the loop");
            line(15);
            co_await sleep(2);
            line(16), print("end");
        }
    };
    char const* const python = R"(
import asyncio
async def numbers():
    try:
        yield 1
        yield 2
    finally:
        print("closing")
        await asyncio.sleep(1)
        print("closed at", asyncio.get_running_loop().time())
async def main():
    async for n in numbers():
        print(n)
        break
    print("left the loop")
    await asyncio.sleep(2)
    print("end")
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(10);
        line(17), run(program.main());
    });
}

TEST_CASE("pair: asend and athrow talk to an async generator and aclose ends it") {
    struct Program {
        AsyncGenerator<std::string> echo() {
            line(3);
            Object got("nothing");
            line(4);
            for (;;) {
                std::exception_ptr error;
                line(5);
                try {
                    line(6);
                    got = co_yield "got " + got.str();
                } catch (ValueError const&) {
                    line(7);
                    error = std::current_exception();
                } catch (GeneratorExit const&) {
                    line(7);
                    throw;
                }
                if (error) {
                    line(8);
                    got = co_yield "caught " + repr(error);
                }
            }
        }
        Coro<> main() {
            line(10);
            auto const e = echo();
            line(11);
            try {
                line(12);
                co_await e.asend("too early");
            } catch (TypeError const& error) {
                line(13);
                line(14), print(error.what());
            }
            line(15), print(co_await e.asend({}));
            line(16), print(co_await e.asend("a"));
            line(17), print(co_await e.athrow(ValueError("boom")));
            line(18), print(co_await anext(e));
            line(19);
            co_await e.aclose();
            line(20);
            try {
                line(21);
                co_await anext(e);
            } catch (StopAsyncIteration const&) {
                line(22);
                line(23), print("over");
            }
            line(24), print(co_await anext(e, "default"));
            line(25);
            co_await e.aclose();
            line(26), print(co_await e.athrow(ValueError("too late")));
        }
    };
    char const* const python = R"(
import asyncio
async def echo():
    got = "nothing"
    while True:
        try:
            got = yield "got " + str(got)
        except ValueError as error:
            got = yield "caught " + repr(error)
async def main():
    e = echo()
    try:
        await e.asend("too early")
    except TypeError as error:
        print(error)
    print(await e.asend(None))
    print(await e.asend("a"))
    print(await e.athrow(ValueError("boom")))
    print(await anext(e))
    await e.aclose()
    try:
        await anext(e)
    except StopAsyncIteration:
        print("over")
    print(await anext(e, "default"))
    await e.aclose()
    print(await e.athrow(ValueError("too late")))
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(9);
        line(27), run(program.main());
    });
}

TEST_CASE("pair: two tasks cannot iterate one async generator at the same time") {
    struct Program {
        AsyncGenerator<int> slow() {
            line(3);
            co_await sleep(1);
            line(4);
            co_yield 1;
            line(5);
            co_yield 2;
        }
        Coro<> taker(std::string name, AsyncGenerator<int> items) {
            line(7);
            try {
                line(8), print(name, co_await anext(items));
            } catch (RuntimeError const& error) {
                line(9);
                line(10), print(name, "refused:", error.what());
            }
        }
        Coro<> closer(AsyncGenerator<int> items) {
            line(12);
            try {
                line(13);
                co_await items.aclose();
            } catch (RuntimeError const& error) {
                line(14);
                line(15), print(error.what());
            }
            line(16);
            try {
                line(17);
                co_await items.athrow(ValueError());
            } catch (RuntimeError const& error) {
                line(18);
                line(19), print(error.what());
            }
        }
        Coro<> main() {
            line(21);
            auto const items = slow();
            line(22);
            auto const first = create_task(taker("A", items));
            line(23);
            auto const second = create_task(taker("B", items));
            line(24);
            co_await sleep(0);
            line(25);
            co_await closer(items);
            line(26);
            co_await first;
            line(27);
            co_await second;
            line(28), print(co_await anext(items, 0));
            line(29), print(co_await anext(items, 0));
        }
    };
    char const* const python = R"(
import asyncio
async def slow():
    await asyncio.sleep(1)
    yield 1
    yield 2
async def taker(name, items):
    try:
        print(name, await anext(items))
    except RuntimeError as error:
        print(name, "refused:", error)
async def closer(items):
    try:
        await items.aclose()
    except RuntimeError as error:
        print(error)
    try:
        await items.athrow(ValueError())
    except RuntimeError as error:
        print(error)
async def main():
    items = slow()
    first = asyncio.create_task(taker("A", items))
    second = asyncio.create_task(taker("B", items))
    await asyncio.sleep(0)
    await closer(items)
    await first
    await second
    print(await anext(items, 0))
    print(await anext(items, 0))
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(6), line(11), line(20);
        line(30), run(program.main());
    });
}

TEST_CASE("pair: an async generator that yields in its finally or raises StopAsyncIteration is an error") {
    struct Program {
        AsyncGenerator<int> stubborn() {
            bool closing = false;
            line(3);
            try {
                line(4);
                co_yield 1;
            } catch (GeneratorExit const&) {
                closing = true;
            }
            line(6);
            co_yield 2;
            static_cast<void>(closing);
        }
        AsyncGenerator<int> wrong() {
            line(8);
            if (true) throw StopAsyncIteration("mine");
            line(9);
            co_yield 1;
        }
        Coro<> main() {
            line(11);
            auto const s = stubborn();
            line(12), print(co_await anext(s));
            line(13);
            try {
                line(14);
                co_await s.aclose();
            } catch (RuntimeError const& error) {
                line(15);
                line(16), print(error.what());
            }
            line(17);
            try {
                line(18);
                auto items = wrong();
                for (auto n = co_await items.next(); n; n = co_await items.next()) {
                    line(19), print(*n);
                }
            } catch (RuntimeError const& error) {
                line(20);
                line(21), print(error.what());
            }
        }
    };
    char const* const python = R"(
import asyncio
async def stubborn():
    try:
        yield 1
    finally:
        yield 2
async def wrong():
    raise StopAsyncIteration("mine")
    yield 1
async def main():
    s = stubborn()
    print(await anext(s))
    try:
        await s.aclose()
    except RuntimeError as error:
        print(error)
    try:
        async for n in wrong():
            print(n)
    except RuntimeError as error:
        print(error)
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(7), line(10);
        line(22), run(program.main());
    });
}

TEST_CASE("pair: run closes the async generators that are still suspended at its end") {
    struct Program {
        std::vector<AsyncGenerator<std::string>> kept;

        AsyncGenerator<std::string> resource(std::string name, int delay) {
            std::exception_ptr error;
            line(4);
            try {
                line(5);
                co_yield name;
            } catch (...) {
                error = std::current_exception();
            }
            line(7);
            co_await sleep(delay);
            line(8), print(name, "closed at", get_running_loop().time());
            line(9);
            if (name == "bad") {
                line(10);
                throw ValueError("boom");
            }
            if (error) std::rethrow_exception(error);
        }
        Coro<> main() {
            line(12);
            for (auto const& [name, delay] :
                 {std::pair{"a", 2}, std::pair{"b", 1}, std::pair{"bad", 1}, std::pair{"over", 0}}) {
                line(13), kept.push_back(resource(name, delay));
                line(14), print(co_await anext(kept.back()));
            }
            line(15);
            co_await kept.back().aclose();
        }
    };
    char const* const python = R"(
import asyncio
kept = []
async def resource(name, delay):
    try:
        yield name
    finally:
        await asyncio.sleep(delay)
        print(name, "closed at", asyncio.get_running_loop().time())
        if name == "bad":
            raise ValueError("boom")
async def main():
    for name, delay in ("a", 2), ("b", 1), ("bad", 1), ("over", 0):
        kept.append(resource(name, delay))
        print(await anext(kept[-1]))
    await kept[-1].aclose()
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(3), line(11);
        line(16), run(program.main());
    });
}

TEST_CASE("pair: waiting for the next item with a timeout cancels the generator's await") {
    struct Program {
        AsyncGenerator<int> slow() {
            std::exception_ptr error;
            line(3);
            try {
                line(4);
                co_await sleep(5);
                line(5);
                co_yield 1;
            } catch (CancelledError const&) {
                line(6);
                error = std::current_exception();
            }
            if (error) {
                line(7), print("cancelled at", get_running_loop().time());
                line(8);
                std::rethrow_exception(error);
            }
        }
        Coro<> main() {
            line(10);
            auto const items = slow();
            line(11);
            try {
                line(12);
                co_await wait_for(anext(items), 1);
            } catch (TimeoutError const&) {
                line(13);
                line(14), print("too slow");
            }
            line(15), print(co_await anext(items, -1));
        }
    };
    char const* const python = R"(
import asyncio
async def slow():
    try:
        await asyncio.sleep(5)
        yield 1
    except asyncio.CancelledError:
        print("cancelled at", asyncio.get_running_loop().time())
        raise
async def main():
    items = slow()
    try:
        await asyncio.wait_for(anext(items), 1)
    except asyncio.TimeoutError:
        print("too slow")
    print(await anext(items, -1))
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(9);
        line(16), run(program.main());
    });
}
