// sleep, held to CPython.
#include "pair.hpp"

using namespace aio;

TEST_CASE("pair: a sleep gives its result and can be a task of its own") {
    struct Program {
        static Coro<> main() {
            line(3);
            auto const one = co_await sleep(1, "one");
            print(one, get_running_loop().time());
            line(4), print(co_await sleep(0, 10));
            line(5);
            auto const task = ensure_future(sleep(2, "two"));
            line(6);
            auto const two = co_await task;
            print(two, get_running_loop().time());
        }
    };
    char const* const python = R"(
import asyncio
async def main():
    print(await asyncio.sleep(1, "one"), asyncio.get_running_loop().time())
    print(await asyncio.sleep(0, 10))
    task = asyncio.ensure_future(asyncio.sleep(2, "two"))
    print(await task, asyncio.get_running_loop().time())
asyncio.run(main())
)";
    require_same_events(python, [] {
        line(1), line(2);
        line(7), aio::run(Program::main());
    });
}
