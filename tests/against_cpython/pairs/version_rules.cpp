// What versions of CPython do differently, held to the rules of the one that is there.
#include "pair.hpp"

using namespace aio;

TEST_CASE("pair: a name given to a task takes a number of the others up to 3.12") {
    struct Program {
        static Coro<std::string> child() {
            line(3);
            co_return current_task().name();
        }
        static Coro<> main() {
            line(5);
            auto const named = create_task(child(), "named");
            line(6);
            auto const other = create_task(child());
            line(7);
            EventLoop& loop = get_running_loop();
            line(8);
            auto const direct = loop.create_task(child(), "direct");
            line(9);
            auto const last = loop.create_task(child());
            line(10), print(co_await gather(named, other, direct, last));
            line(11);
            TaskGroup group;
            line(12), group.create_task(child(), "member");
            line(13);
            auto const task = group.create_task(child());
            line(11);
            co_await group.exit();
            line(14), print(task.name());
        }
    };
    char const* const python = R"(
import asyncio
async def child():
    return asyncio.current_task().get_name()
async def main():
    named = asyncio.create_task(child(), name="named")
    other = asyncio.create_task(child())
    loop = asyncio.get_running_loop()
    direct = loop.create_task(child(), name="direct")
    last = loop.create_task(child())
    print(await asyncio.gather(named, other, direct, last))
    async with asyncio.TaskGroup() as group:
        group.create_task(child(), name="member")
        task = group.create_task(child())
    print(task.get_name())
asyncio.run(main())
)";
    require_same_events(python, [] {
        line(1), line(2), line(4);
        line(15), run(Program::main());
    });
}

TEST_CASE("pair: a task of a factory gets its name after its first step or with it") {
    struct Program {
        static Coro<> child() {
            line(3), print("in", current_task().name());
            line(4);
            co_await sleep(0);
        }
        static Coro<> main() {
            line(6), get_running_loop().set_task_factory(eager_task_factory);
            line(7);
            auto const a = create_task(child());
            line(8);
            auto const b = create_task(child(), "b");
            line(9), print(a.name(), b.name());
            line(10);
            co_await gather(a, b);
        }
    };
    char const* const python = R"(
import asyncio
async def child():
    print("in", asyncio.current_task().get_name())
    await asyncio.sleep(0)
async def main():
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    a = asyncio.create_task(child())
    b = asyncio.create_task(child(), name="b")
    print(a.get_name(), b.get_name())
    await asyncio.gather(a, b)
asyncio.run(main())
)";
    require_same_events(
        python,
        [] {
            line(1), line(2), line(5);
            line(11), run(Program::main());
        },
        since(12));
}

TEST_CASE("pair: since 3.12 an exception handler runs in the context of what failed") {
    struct Program {
        ContextVar<std::string> user{"user", "nobody"};

        void handler() const { line(4), print(user.get()); }
        static void call() {
            line(6);
            throw ValueError("called");
        }
        Coro<> child() const {
            line(8), user.set("child");
            line(9);
            throw ValueError("boom");
            co_return;
        }
        Coro<> main() {
            line(11);
            EventLoop& loop = get_running_loop();
            line(12), loop.set_exception_handler([this](EventLoop&, ExceptionContext const&) { handler(); });
            line(13), user.set("main");
            line(14), loop.call_soon([] { call(); }, "call");
            line(15), user.set("later");
            line(16);
            {
                auto task = create_task(child());
                line(17);
                co_await sleep(1);
                line(18);
            }
            line(19);
            loop.call_exception_handler(ExceptionContext("of nobody"));
        }
    };
    char const* const python = R"(
import asyncio, contextvars
user = contextvars.ContextVar("user", default="nobody")
def handler(loop, context):
    print(user.get())
def call():
    raise ValueError("called")
async def child():
    user.set("child")
    raise ValueError("boom")
async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(handler)
    user.set("main")
    loop.call_soon(call)
    user.set("later")
    task = asyncio.create_task(child())
    await asyncio.sleep(1)
    del task
    loop.call_exception_handler({"message": "of nobody"})
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(3), line(5), line(7), line(10);
        line(20), run(program.main());
    });
}

TEST_CASE("pair: since 3.12 a gather counts at once what is done already") {
    struct Program {
        static Coro<int> child(int n) {
            line(3);
            if (n == 2) {
                line(4);
                throw ValueError("two");
            }
            line(5);
            co_return n;
        }
        static Coro<> main() {
            line(7);
            auto const done = create_task(child(1));
            line(8);
            auto const failed = create_task(child(2));
            std::vector const both_done{done, failed};
            line(9);
            co_await wait(both_done);
            line(10);
            auto const all = gather(done, done);
            line(11), print(all.done());
            line(12), print(co_await all);
            line(13), print(co_await gather(done, child(3)));
            line(14);
            auto const both = gather(failed, child(4));
            line(15), print(both.done());
            line(16);
            try {
                line(17);
                co_await both;
            } catch (ValueError const& error) {
                line(18);
                line(19), print(error.message());
            }
        }
    };
    char const* const python = R"(
import asyncio
async def child(n):
    if n == 2:
        raise ValueError("two")
    return n
async def main():
    done = asyncio.create_task(child(1))
    failed = asyncio.create_task(child(2))
    await asyncio.wait([done, failed])
    all = asyncio.gather(done, done)
    print(all.done())
    print(await all)
    print(await asyncio.gather(done, child(3)))
    both = asyncio.gather(failed, child(4))
    print(both.done())
    try:
        await both
    except ValueError as error:
        print(error)
asyncio.run(main())
)";
    require_same_events(python, [] {
        line(1), line(2), line(6);
        line(20), run(Program::main());
    });
}

TEST_CASE("pair: wait_for of what is awaited in place since 3.12 and by a task before") {
    struct Program {
        static Coro<int> child(double delay) {
            line(3), print(current_task().name());
            line(4);
            try {
                line(5);
                co_await sleep(delay);
            } catch (CancelledError const&) {
                line(6);
                line(7), print("cancelled");
                line(8);
                if (delay > 5) {
                    line(9);
                    throw;
                }
            }
            line(10);
            co_return 7;
        }
        static Coro<> main() {
            line(12), print(co_await wait_for(child(0.5), 1));
            line(13), print(co_await wait_for(child(0.5), None()));
            line(14), print(co_await wait_for(child(2.5), 1));
            line(15);
            try {
                line(16);
                co_await wait_for(child(9.5), 1);
            } catch (TimeoutError const&) {
                line(17);
                line(18), print("too late");
            }
            line(19), print(co_await wait_for(create_task(child(0.25)), 0.5));
            line(20);
            auto const waits = create_task(Program::waits());
            line(21);
            co_await sleep(0.1);
            line(22), waits.cancel("enough");
            line(23), print(co_await gather(return_exceptions, waits));
        }
        static Coro<int> waits() {
            line(25);
            co_return co_await wait_for(child(9.5), 5);
        }
    };
    char const* const python = R"(
import asyncio
async def child(delay):
    print(asyncio.current_task().get_name())
    try:
        await asyncio.sleep(delay)
    except asyncio.CancelledError:
        print("cancelled")
        if delay > 5:
            raise
    return 7
async def main():
    print(await asyncio.wait_for(child(0.5), 1))
    print(await asyncio.wait_for(child(0.5), None))
    print(await asyncio.wait_for(child(2.5), 1))
    try:
        await asyncio.wait_for(child(9.5), 1)
    except TimeoutError:
        print("too late")
    print(await asyncio.wait_for(asyncio.create_task(child(0.25)), 0.5))
    waiting = asyncio.create_task(waits())
    await asyncio.sleep(0.1)
    waiting.cancel("enough")
    print(await asyncio.gather(waiting, return_exceptions=True))
async def waits():
    return await asyncio.wait_for(child(9.5), 5)
asyncio.run(main())
)";
    require_same_events(python, [] {
        line(1), line(2), line(11), line(24);
        line(26), run(Program::main());
    });
}

TEST_CASE("pair: whoever gives up at a barrier wakes another one since 3.13") {
    struct Program {
        static Coro<> child(Barrier barrier) {
            line(4);
            co_await barrier.wait();
        }
        static Coro<> main() {
            line(6);
            Barrier barrier(3);
            line(7);
            auto const first = create_task(child(barrier));
            line(8);
            auto const second = create_task(child(barrier));
            line(9);
            co_await sleep(1);
            line(10), first.cancel();
            line(11), print(co_await gather(return_exceptions, first, sleep(1)));
            line(12), print(barrier.n_waiting());
            line(13), second.cancel();
            line(14), print(co_await gather(return_exceptions, second));
        }
    };
    char const* const python = R"(
import asyncio

async def child(barrier):
    await barrier.wait()
async def main():
    barrier = asyncio.Barrier(3)
    first = asyncio.create_task(child(barrier))
    second = asyncio.create_task(child(barrier))
    await asyncio.sleep(1)
    first.cancel()
    print(await asyncio.gather(first, asyncio.sleep(1), return_exceptions=True))
    print(barrier.n_waiting)
    second.cancel()
    print(await asyncio.gather(second, return_exceptions=True))
asyncio.run(main())
)";
    require_same_events(python, [] {
        line(1), line(3), line(5);
        line(15), run(Program::main());
    });
}
