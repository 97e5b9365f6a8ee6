// async with, asynccontextmanager, aclosing and AsyncExitStack, held to CPython.
#include "pair.hpp"

using namespace aio;

namespace {

// The Python class of the programs below: its methods begin on lines 3, 5 and 9.
struct Connection {
    Connection(std::string its_name, bool forgives) : name(std::move(its_name)), forgiving(forgives) {
        FunctionFrame const frame;
        line(4);
    }
    std::string name;
    bool forgiving;

    Coro<std::string> aenter() {
        line(6);
        co_await sleep(1);
        line(7), print("open", name);
        line(8);
        co_return name;
    }
    Coro<bool> aexit(std::exception_ptr error) {
        line(10), print("closing", name, error);
        line(11);
        co_await sleep(1);
        line(12);
        co_return forgiving;
    }
};

void define_connection() { line(1), line(2), line(3), line(5), line(9); }

std::string const connection = R"(
import asyncio
class Connection:
    def __init__(self, name, forgiving):
        self.name, self.forgiving = name, forgiving
    async def __aenter__(self):
        await asyncio.sleep(1)
        print("open", self.name)
        return self.name
    async def __aexit__(self, kind, error, trace):
        print("closing", self.name, repr(error))
        await asyncio.sleep(1)
        return self.forgiving
)";

} // namespace

TEST_CASE("pair: async with awaits on the way in and on the way out") {
    struct Program {
        Coro<> main() {
            line(14);
            co_await async_with(Connection("db", false), [&](std::string& name) -> Block<> {
                line(15), print("using", name);
                line(16);
                co_await sleep(1);
            });
            line(17), print("done at", get_running_loop().time());
        }
    };
    std::string const python = connection + R"(async def main():
    async with Connection("db", False) as name:
        print("using", name)
        await asyncio.sleep(1)
    print("done at", asyncio.get_running_loop().time())
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        define_connection(), line(13);
        line(18), run(program.main());
    });
}

TEST_CASE("pair: what aexit returns decides if the exception goes on") {
    bool const forgiving = GENERATE(false, true);
    struct Program {
        bool forgiving;

        Coro<> main() {
            line(14);
            try {
                line(15);
                co_await async_with(Connection("db", forgiving), [&](std::string&) -> Block<> {
                    line(16);
                    throw ValueError("boom");
                    co_return;
                });
                line(17), print("swallowed");
            } catch (ValueError const& error) {
                line(18);
                line(19), print("went on:", error.what());
            }
        }
    };
    std::string const python = connection + R"(async def main():
    try:
        async with Connection("db", )" +
                               (forgiving ? "True" : "False") + R"():
            raise ValueError("boom")
        print("swallowed")
    except ValueError as error:
        print("went on:", error)
asyncio.run(main())
)";
    require_same_events(python, [&] {
        Program program{forgiving};
        define_connection(), line(13);
        line(20), run(program.main());
    });
}

TEST_CASE("pair: a cancelled block is left like any other") {
    struct Program {
        Coro<> worker() {
            line(14);
            co_await async_with(Connection("outer", false), [&](std::string&) -> Block<> {
                line(15);
                co_await async_with(Connection("inner", false), [&](std::string&) -> Block<> {
                    line(16);
                    co_await sleep(10);
                });
            });
        }
        Coro<> main() {
            line(18);
            auto const task = create_task(worker());
            line(19);
            co_await sleep(3);
            line(20), task.cancel();
            line(21);
            try {
                line(22);
                co_await task;
            } catch (CancelledError const&) {
                line(23);
                line(24), print("cancelled at", get_running_loop().time());
            }
        }
    };
    std::string const python = connection + R"(async def worker():
    async with Connection("outer", False):
        async with Connection("inner", False):
            await asyncio.sleep(10)
async def main():
    task = asyncio.create_task(worker())
    await asyncio.sleep(3)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled at", asyncio.get_running_loop().time())
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        define_connection(), line(13), line(17);
        line(25), run(program.main());
    });
}

TEST_CASE("pair: a generator makes a context manager") {
    std::string const what = GENERATE("nothing", "caught", "let through");
    struct Program {
        std::string what;

        AsyncGenerator<std::string> session(std::string user) {
            std::exception_ptr error;
            line(5);
            co_await sleep(1);
            line(6);
            try {
                line(7);
                co_yield "session of " + user;
            } catch (ValueError const& caught) {
                line(8);
                line(9), print("caught", caught.what());
            } catch (...) {
                line(8);
                error = std::current_exception();
            }
            line(11), print("log out");
            line(12);
            co_await sleep(1);
            if (error) std::rethrow_exception(error);
        }
        Coro<> main() {
            line(14);
            try {
                line(15);
                auto const manager = asynccontextmanager(session("ann"));
                co_await async_with(manager, [&](std::string& s) -> Block<> {
                    line(16), print(s);
                    line(17);
                    if (what == "caught") {
                        line(18);
                        throw ValueError("boom");
                    }
                    line(19);
                    if (what == "let through") {
                        line(20);
                        throw KeyError("gone");
                    }
                    co_return;
                });
                line(21), print("after");
            } catch (KeyError const& error) {
                line(22);
                line(23), print("went on");
            }
        }
    };
    std::string python = R"(
import asyncio, contextlib
what = "nothing"
@contextlib.asynccontextmanager
async def session(user):
    await asyncio.sleep(1)
    try:
        yield "session of " + user
    except ValueError as error:
        print("caught", error)
    finally:
        print("log out")
        await asyncio.sleep(1)
async def main():
    try:
        async with session("ann") as s:
            print(s)
            if what == "caught":
                raise ValueError("boom")
            if what == "let through":
                raise KeyError("gone")
        print("after")
    except KeyError as error:
        print("went on")
asyncio.run(main())
)";
    python.replace(python.find("nothing"), 7, what);
    require_same_events(python, [&] {
        Program program{what};
        line(1), line(2), line(3), line(13);
        line(24), run(program.main());
    });
}

TEST_CASE("pair: a generator that yields not once is no context manager") {
    struct Program {
        AsyncGenerator<int> yields(int count) {
            line(5);
            for (int i = 0; i < count; ++i) {
                line(6);
                co_yield i;
                line(5);
            }
        }
        Coro<> main() {
            line(8);
            for (int const count : {0, 2}) {
                {
                    std::optional<AsyncGeneratorContextManager<int>> manager; // lives as long as the error
                    line(9);
                    try {
                        line(10);
                        manager.emplace(yields(count));
                        co_await async_with(*manager, [&](int& i) -> Block<> {
                            line(11), print("inside", i);
                            co_return;
                        });
                    } catch (RuntimeError const& error) {
                        line(12);
                        line(13), print(error.what());
                    }
                }
                line(8);
            }
        }
    };
    char const* const python = R"(
import asyncio
from contextlib import asynccontextmanager
@asynccontextmanager
async def yields(count):
    for i in range(count):
        yield i
async def main():
    for count in 0, 2:
        try:
            async with yields(count) as i:
                print("inside", i)
        except RuntimeError as error:
            print(error)
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(3), line(7);
        line(14), run(program.main());
    });
}

TEST_CASE("pair: aclosing ends a generator at once when the loop breaks off") {
    struct Program {
        AsyncGenerator<int> numbers() {
            std::exception_ptr error;
            line(4);
            try {
                line(5);
                co_yield 1;
                line(6);
                co_yield 2;
            } catch (...) {
                error = std::current_exception();
            }
            line(8);
            co_await sleep(1);
            line(9), print("closed at", get_running_loop().time());
            if (error) std::rethrow_exception(error);
        }
        Coro<> main() {
            line(11);
            co_await async_with(aclosing(numbers()), [&](AsyncGenerator<int>& items) -> Block<> {
                line(12);
                for (auto n = co_await items.next(); n; n = co_await items.next()) {
                    line(13), print(*n);
                    line(14);
                    break;
                }
            });
            line(15), print("end");
        }
    };
    char const* const python = R"(
import asyncio
from contextlib import aclosing
async def numbers():
    try:
        yield 1
        yield 2
    finally:
        await asyncio.sleep(1)
        print("closed at", asyncio.get_running_loop().time())
async def main():
    async with aclosing(numbers()) as items:
        async for n in items:
            print(n)
            break
    print("end")
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(3), line(10);
        line(16), run(program.main());
    });
}

TEST_CASE("pair: an exit stack leaves what it entered from the last to the first") {
    struct Program {
        static Coro<> farewell(Label, std::string name) {
            line(14);
            co_await sleep(1);
            line(15), print("bye", name);
        }
        Coro<> main() {
            line(17);
            AsyncExitStack stack;
            co_await async_with(stack, [&]() -> Block<> {
                line(18);
                stack.push_async_callback([] { return farewell({"farewell", "…"}, "ann"); });
                line(19);
                for (std::string const name : {"a", "b"}) {
                    line(20);
                    auto entering = stack.enter_async_context(Connection(name, name == "b"));
                    print(co_await entering);
                }
                line(21), stack.callback([] { print("plain"); });
                line(22);
                throw ValueError("boom");
                co_return;
            });
            line(23), print("end at", get_running_loop().time());
        }
    };
    std::string python = connection + R"(async def farewell(name):
    await asyncio.sleep(1)
    print("bye", name)
async def main():
    async with contextlib.AsyncExitStack() as stack:
        stack.push_async_callback(farewell, "ann")
        for name in "a", "b":
            print(await stack.enter_async_context(Connection(name, name == "b")))
        stack.callback(print, "plain")
        raise ValueError("boom")
    print("end at", asyncio.get_running_loop().time())
asyncio.run(main())
)";
    python.replace(python.find("import asyncio"), 14, "import asyncio, contextlib");
    require_same_events(python, [] {
        Program program;
        define_connection(), line(13), line(16);
        line(24), run(program.main());
    });
}

TEST_CASE("pair: task groups and timeouts as blocks") {
    struct Program {
        Coro<> work(int n) {
            line(3);
            co_await sleep(n);
            line(4), print("worked", n);
        }
        Coro<> main() {
            line(6);
            TaskGroup group;
            co_await async_with(group, [&](TaskGroup& g) -> Block<> {
                line(7), g.create_task(work(1));
                line(8), g.create_task(work(2));
                co_return;
            });
            line(9);
            try {
                line(10);
                co_await async_with(timeout(1), [&]() -> Block<> {
                    line(11);
                    co_await work(5);
                });
            } catch (TimeoutError const&) {
                line(12);
                line(13), print("too slow", get_running_loop().time());
            }
        }
    };
    char const* const python = R"(
import asyncio
async def work(n):
    await asyncio.sleep(n)
    print("worked", n)
async def main():
    async with asyncio.TaskGroup() as g:
        g.create_task(work(1))
        g.create_task(work(2))
    try:
        async with asyncio.timeout(1):
            await work(5)
    except asyncio.TimeoutError:
        print("too slow", asyncio.get_running_loop().time())
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(5);
        line(14), run(program.main());
    });
}
