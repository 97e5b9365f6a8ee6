// async for and comprehensions over objects of one's own, and a generator dropped late.
#include "pair.hpp"

using namespace aio;

TEST_CASE("pair: an async comprehension collects in place") {
    struct Program {
        Coro<int> fetch(int n) {
            line(3);
            co_await sleep(n);
            line(4);
            co_return n * 10;
        }
        AsyncGenerator<int> pages(int count) {
            line(6);
            for (int n = 0; n < count; ++n) {
                line(7);
                co_yield co_await fetch(n);
            }
        }
        Coro<> main() {
            line(9), print(co_await collect(pages(3)));
            line(10);
            auto const twice = [](int n) { return n + n; };
            auto const even = [](int n) { return n != 10; };
            print(co_await collect(pages(3), twice, even));
            line(11), print(get_running_loop().time());
        }
    };
    char const* const python = R"(
import asyncio
async def fetch(n):
    await asyncio.sleep(n)
    return n * 10
async def pages(count):
    for n in range(count):
        yield await fetch(n)
async def main():
    print([page async for page in pages(3)])
    print([page + page async for page in pages(3) if page != 10])
    print(asyncio.get_running_loop().time())
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(5), line(8);
        line(12), run(program.main());
    });
}

TEST_CASE("pair: async for over an object whose anext is a coroutine") {
    struct Ticker {
        int left;

        Ticker& aiter() {
            FunctionFrame const frame;
            line(5);
            return *this;
        }
        Coro<int> anext() {
            line(7);
            if (left == 0) {
                line(8);
                throw StopAsyncIteration();
            }
            line(9), left -= 1;
            line(10);
            co_await sleep(1);
            line(11);
            co_return left;
        }
    };
    struct Program {
        Coro<> main() {
            line(13);
            {
                Ticker ticker{2};
                auto& it = aiter(ticker);
                for (auto n = co_await next_of(it); n; n = co_await next_of(it)) {
                    line(14), print(*n);
                    line(13);
                }
            }
            line(16), print("done at", get_running_loop().time());
        }
    };
    char const* const python = R"(
import asyncio
class Ticker:
    left = 2
    def __aiter__(self):
        return self
    async def __anext__(self):
        if self.left == 0:
            raise StopAsyncIteration
        self.left -= 1
        await asyncio.sleep(1)
        return self.left
async def main():
    async for n in Ticker():
        print(n)
    else:
        print("done at", asyncio.get_running_loop().time())
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(3), line(4), line(6), line(12);
        line(17), run(program.main());
    });
}

TEST_CASE("pair: a generator dropped in the last step of main is cleaned up by a task that is cancelled") {
    struct Program {
        AsyncGenerator<int> numbers() {
            std::exception_ptr error;
            try {
                line(3), line(4);
                co_yield 1;
            } catch (...) {
                error = std::current_exception();
            }
            line(6), print("cleanup");
            line(7);
            throw ValueError("cleanup failed");
        }
        Coro<> main() {
            {
                line(9);
                auto generator = numbers();
                auto const item = co_await generator.next();
                line(10), print(*item);
                line(11);
            }
        }
    };
    char const* const python = R"(
import asyncio
async def numbers():
    try:
        yield 1
    finally:
        print("cleanup")
        raise ValueError("cleanup failed")
async def main():
    async for item in numbers():
        print(item)
        break
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(8);
        line(12), run(program.main());
    });
}
