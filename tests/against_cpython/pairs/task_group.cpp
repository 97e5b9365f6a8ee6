#include "pair.hpp"

using namespace aio;

namespace {

char const* const refused = R"(
import asyncio
async def work(n):
    print("works", n)
async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(work(0))
    try:
        group.create_task(work(1))
    except RuntimeError as error:
        print("refused", error)
    print("after")
asyncio.run(main())
)";

struct Refused {
    static Coro<> work(int n) {
        line(3), print("works", n);
        co_return;
    }
    static Coro<> main() {
        line(5);
        TaskGroup group;
        line(6), group.create_task(work(0));
        line(5);
        co_await group.exit();
        line(7);
        try {
            line(8), group.create_task(work(1));
        } catch (RuntimeError const& error) {
            line(9);
            line(10), print("refused", error.message());
        }
        line(11), print("after");
    }
    static void module() {
        line(1), line(2), line(4);
        line(12), run(main());
    }
};

} // namespace

TEST_CASE("pair: a coroutine that a group refuses is closed or lives as long as the error by the rule of the "
          "version") {
    require_same_events(refused, Refused::module);
}

TEST_CASE("pair: since 3.13 a group closes the coroutine that it refuses") {
    require_same_events(refused, Refused::module, since(13));
}
