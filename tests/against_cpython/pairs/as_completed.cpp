// as_completed, held to CPython.
#include "pair.hpp"

using namespace aio;

namespace {

Coro<std::string> fetch(std::string page, int seconds) {
    line(3);
    co_await sleep(seconds);
    line(4);
    co_return page;
}

} // namespace

TEST_CASE("pair: as_completed gives results in the order in which they come") {
    struct Program {
        Coro<> main() {
            line(6);
            std::vector<Coro<std::string>> pages;
            pages.push_back(fetch("slow", 3));
            pages.push_back(fetch("fast", 1));
            pages.push_back(fetch("same", 1));
            line(7);
            for (auto next : as_completed(std::move(pages))) {
                line(8), print(co_await next, get_running_loop().time());
                line(7);
            }
            line(9), print("all");
        }
    };
    char const* const python = R"(
import asyncio
async def fetch(page, seconds):
    await asyncio.sleep(seconds)
    return page
async def main():
    pages = [fetch("slow", 3), fetch("fast", 1), fetch("same", 1)]
    for next_one in asyncio.as_completed(pages):
        print(await next_one, asyncio.get_running_loop().time())
    print("all")
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(5);
        line(10), run(program.main());
    });
}

TEST_CASE("pair: as_completed raises what its tasks raise and goes on") {
    struct Program {
        Coro<int> work(int n) {
            line(3);
            co_await sleep(n);
            line(4);
            if (n == 1) {
                line(5);
                throw ValueError("one");
            }
            line(6);
            co_return n;
        }
        Coro<> main() {
            line(8);
            std::vector<Task<int>> tasks;
            for (int n = 0; n < 4; ++n) tasks.push_back(create_task(work(n)));
            line(9), tasks[2].cancel();
            line(10);
            tasks.push_back(tasks[0]);
            for (auto next : as_completed(tasks)) {
                line(11);
                try {
                    line(12), print(co_await next);
                } catch (ValueError const& error) {
                    line(13);
                    line(14), print(repr(std::current_exception()));
                } catch (CancelledError const& error) {
                    line(13);
                    line(14), print(repr(std::current_exception()));
                }
                line(10);
            }
        }
    };
    char const* const python = R"(
import asyncio
async def work(n):
    await asyncio.sleep(n)
    if n == 1:
        raise ValueError("one")
    return n
async def main():
    tasks = [asyncio.create_task(work(n)) for n in range(4)]
    tasks[2].cancel()
    for next_one in asyncio.as_completed(tasks + tasks[:1]):
        try:
            print(await next_one)
        except (ValueError, asyncio.CancelledError) as error:
            print(repr(error))
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(7);
        line(15), run(program.main());
    });
}

TEST_CASE("pair: as_completed with a timeout gives up waiting but cancels nothing") {
    struct Program {
        Coro<> main() {
            line(6);
            auto const slow = create_task(fetch("slow", 5));
            line(7);
            auto const fast = create_task(fetch("fast", 1));
            line(8);
            for (auto next : as_completed(std::vector{slow, fast}, 2)) {
                line(9);
                try {
                    line(10), print(co_await next);
                } catch (TimeoutError const&) {
                    line(11);
                    line(12), print("too late at", get_running_loop().time());
                }
                line(8);
            }
            line(13), print(co_await slow);
        }
    };
    char const* const python = R"(
import asyncio
async def fetch(page, seconds):
    await asyncio.sleep(seconds)
    return page
async def main():
    slow = asyncio.create_task(fetch("slow", 5))
    fast = asyncio.create_task(fetch("fast", 1))
    for next_one in asyncio.as_completed([slow, fast], timeout=2):
        try:
            print(await next_one)
        except asyncio.TimeoutError:
            print("too late at", asyncio.get_running_loop().time())
    print(await slow)
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(5);
        line(14), run(program.main());
    });
}

TEST_CASE("pair: several tasks wait in as_completed and one of them is cancelled") {
    struct Program {
        Coro<> main() {
            line(6);
            std::vector<Coro<std::string>> pages;
            pages.push_back(fetch("b", 1));
            pages.push_back(fetch("a", 2));
            std::vector<Task<std::string>> waiting;
            for (auto next : as_completed(std::move(pages))) waiting.push_back(create_task(std::move(next)));
            line(7);
            co_await sleep(0);
            line(8), waiting[0].cancel();
            line(9), print(co_await waiting[1]);
            line(10);
            co_await sleep(2);
            line(11), print(waiting[0].cancelled());
        }
    };
    char const* const python = R"(
import asyncio
async def fetch(page, seconds):
    await asyncio.sleep(seconds)
    return page
async def main():
    waiting = [asyncio.create_task(one) for one in asyncio.as_completed([fetch("b", 1), fetch("a", 2)])]
    await asyncio.sleep(0)
    waiting[0].cancel()
    print(await waiting[1])
    await asyncio.sleep(2)
    print(waiting[0].cancelled())
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(5);
        line(12), run(program.main());
    });
}

TEST_CASE("pair: async for over as_completed gives the tasks themselves and can be left and gone on with") {
    struct Program {
        Coro<> main() {
            line(6);
            std::vector<Task<std::string>> tasks;
            for (auto const& [page, seconds] : {std::pair("c", 3), std::pair("a", 1), std::pair("b", 2)})
                tasks.push_back(create_task(fetch(page, seconds)));
            line(7);
            auto completed = as_completed(tasks);
            line(8);
            for (auto done = co_await next_of(completed); done; done = co_await next_of(completed)) {
                line(9), print(*done == tasks[1], co_await *done, get_running_loop().time());
                line(10);
                break;
            }
            line(11);
            for (auto done = co_await next_of(completed); done; done = co_await next_of(completed)) {
                line(12), print(done->result(), get_running_loop().time());
                line(11);
            }
            line(13);
            std::vector<Coro<std::string>> pages;
            pages.push_back(fetch("slow", 2));
            pages.push_back(fetch("fast", 1));
            auto made = as_completed(std::move(pages));
            for (auto done = co_await next_of(made); done; done = co_await next_of(made)) {
                line(14), print(done->name(), done->result());
                line(13);
            }
        }
    };
    char const* const python = R"(
import asyncio
async def fetch(page, seconds):
    await asyncio.sleep(seconds)
    return page
async def main():
    tasks = [asyncio.create_task(fetch(*arguments)) for arguments in (("c", 3), ("a", 1), ("b", 2))]
    completed = asyncio.as_completed(tasks)
    async for done in completed:
        print(done is tasks[1], await done, asyncio.get_running_loop().time())
        break
    async for done in completed:
        print(done.result(), asyncio.get_running_loop().time())
    async for done in asyncio.as_completed([fetch("slow", 2), fetch("fast", 1)]):
        print(done.get_name(), done.result())
asyncio.run(main())
)";
    require_same_events(
        python,
        [] {
            Program program;
            line(1), line(2), line(5);
            line(15), run(program.main());
        },
        since(13));
}

TEST_CASE("pair: as_completed of either kind since 3.13 with a timeout and a cancellation") {
    struct Program {
        Coro<> main() {
            line(6);
            std::vector<Task<std::string>> tasks;
            for (int const n : {1, 2, 3}) tasks.push_back(create_task(fetch("page", n)));
            line(7);
            auto completed = as_completed(tasks, 1.5);
            line(8);
            for (auto next : completed) {
                line(9), print(co_await next);
                line(10);
                break;
            }
            line(11);
            try {
                line(12);
                for (auto done = co_await next_of(completed); done; done = co_await next_of(completed)) {
                    line(13), print("never");
                    line(12);
                }
            } catch (TimeoutError const&) {
                line(14), line(15), print("too late at", get_running_loop().time());
            }
            line(16);
            co_await tasks[2];
            line(17);
            auto const waiting = create_task(first());
            line(18);
            co_await sleep(0.5);
            line(19), waiting.cancel();
            line(20), print(co_await gather(return_exceptions, waiting));
        }
        Coro<> first() {
            line(22);
            std::vector<Coro<std::string>> pages;
            pages.push_back(fetch("late", 1));
            auto completed = as_completed(std::move(pages));
            for (auto done = co_await next_of(completed); done; done = co_await next_of(completed)) {
                line(23), print("never");
                line(22);
            }
        }
    };
    char const* const python = R"(
import asyncio
async def fetch(page, seconds):
    await asyncio.sleep(seconds)
    return page
async def main():
    tasks = [asyncio.create_task(fetch("page", n)) for n in (1, 2, 3)]
    completed = asyncio.as_completed(tasks, timeout=1.5)
    for next_one in completed:
        print(await next_one)
        break
    try:
        async for done in completed:
            print("never")
    except TimeoutError:
        print("too late at", asyncio.get_running_loop().time())
    await tasks[2]
    waiting = asyncio.create_task(first())
    await asyncio.sleep(0.5)
    waiting.cancel()
    print(await asyncio.gather(waiting, return_exceptions=True))
async def first():
    async for done in asyncio.as_completed([fetch("late", 1)]):
        print("never")
asyncio.run(main())
)";
    require_same_events(
        python,
        [] {
            Program program;
            line(1), line(2), line(5), line(21);
            line(24), run(program.main());
        },
        since(13));
}
