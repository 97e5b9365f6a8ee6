// Task factories and tasks that start eagerly, held to CPython 3.13.
#include "pair.hpp"

using namespace aio;

TEST_CASE("pair: a task factory is asked for every task") {
    struct Program {
        static void factory(EventLoop&, TaskOptions&, MakeTask const& make) {
            FunctionFrame const frame;
            line(3), print("a task is made");
            line(4), make();
        }
        static Coro<int> child() {
            line(6);
            co_return 1;
        }
        static Coro<> main() {
            line(8);
            EventLoop& loop = get_running_loop();
            line(9), print(!loop.get_task_factory());
            line(10), loop.set_task_factory(factory);
            line(11), print(!loop.get_task_factory());
            line(12), print(co_await gather(child(), child()));
            line(13);
            auto const named = create_task(child(), "named");
            line(14), print(named.name());
            line(15), loop.set_task_factory(nullptr);
            line(16);
            auto const task = create_task(child());
            line(17), print(co_await task, co_await named);
        }
    };
    char const* const python = R"(
import asyncio
def factory(loop, coro, **options):
    print("a task is made")
    return asyncio.Task(coro, loop=loop, **options)
async def child():
    return 1
async def main():
    loop = asyncio.get_running_loop()
    print(loop.get_task_factory() is None)
    loop.set_task_factory(factory)
    print(loop.get_task_factory() is None)
    print(await asyncio.gather(child(), child()))
    named = asyncio.create_task(child(), name="named")
    print(named.get_name())
    loop.set_task_factory(None)
    task = asyncio.create_task(child())
    print(await task, await named)
asyncio.run(main())
)";
    require_same_events(python, [] {
        line(1), line(2), line(5), line(7);
        line(18), run(Program::main());
    });
}

TEST_CASE("pair: eager tasks run to their first wait inside create_task") {
    struct Program {
        static Coro<int> child(int delay) {
            line(3), print("begins", delay);
            line(4);
            if (delay) {
                line(5);
                co_await sleep(delay);
            }
            line(6), print("ends", delay);
            line(7);
            co_return delay;
        }
        static Coro<> fail() {
            line(9);
            throw ValueError("at once");
            co_return;
        }
        static Coro<> parent() {
            line(11), print(co_await create_task(child(0)));
            line(12);
            auto const inner = create_task(child(2));
            line(13), print(inner.done());
            line(14);
            co_await inner;
        }
        static Coro<> main() {
            line(16), get_running_loop().set_task_factory(eager_task_factory);
            line(17);
            auto const a = create_task(child(0));
            line(18), print(a.done());
            line(19);
            auto const b = create_task(child(1));
            line(20), print(b.done(), co_await a, co_await b);
            line(21);
            auto const failed = create_task(fail());
            line(22), print(failed.exception());
            line(23);
            auto const c = create_task(parent());
            line(24), c.cancel();
            line(25);
            try {
                line(26);
                co_await c;
            } catch (CancelledError const&) {
                line(27);
                line(28), print("cancelled");
            }
            line(29);
            TaskGroup group;
            line(30), group.create_task(child(0));
            line(31), group.create_task(child(1));
            line(29);
            co_await group.exit();
        }
    };
    char const* const python = R"(
import asyncio
async def child(delay):
    print("begins", delay)
    if delay:
        await asyncio.sleep(delay)
    print("ends", delay)
    return delay
async def fail():
    raise ValueError("at once")
async def parent():
    print(await asyncio.create_task(child(0)))
    inner = asyncio.create_task(child(2))
    print(inner.done())
    await inner
async def main():
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    a = asyncio.create_task(child(0))
    print(a.done())
    b = asyncio.create_task(child(1))
    print(b.done(), await a, await b)
    failed = asyncio.create_task(fail())
    print(repr(failed.exception()))
    c = asyncio.create_task(parent())
    c.cancel()
    try:
        await c
    except asyncio.CancelledError:
        print("cancelled")
    async with asyncio.TaskGroup() as group:
        group.create_task(child(0))
        group.create_task(child(1))
asyncio.run(main())
)";
    require_same_events(
        python,
        [] {
            line(1), line(2), line(8), line(10), line(15);
            line(32), run(Program::main());
        },
        since(12));
}

TEST_CASE("pair: an eager task runs in its own context and is the current task") {
    struct Program {
        ContextVar<std::string> user{"user", "nobody"};

        Coro<> child(std::string name) {
            line(4), print(name, user.get());
            line(5), user.set(name);
            line(6);
            co_await sleep(0);
            line(7), print(name, user.get());
        }
        Coro<> main() {
            line(9), user.set("main");
            line(10);
            TaskOptions options;
            options.name = "first";
            options.eager_start = true;
            auto const a = create_task(child("a"), options);
            line(11), print(a.name(), user.get());
            line(12);
            Context const context = copy_context();
            line(13);
            TaskOptions given;
            given.eager_start = true;
            given.context = context;
            auto const b = create_task(child("b"), given);
            line(14), print(user.get(), *context.get(user), b.get_context() == context);
            line(15);
            co_await gather(a, b);
            line(16), print(user.get(), *context.get(user));
        }
    };
    char const* const python = R"(
import asyncio, contextvars
user = contextvars.ContextVar("user", default="nobody")
async def child(name):
    print(name, user.get())
    user.set(name)
    await asyncio.sleep(0)
    print(name, user.get())
async def main():
    user.set("main")
    a = asyncio.Task(child("a"), loop=asyncio.get_running_loop(), name="first", eager_start=True)
    print(a.get_name(), user.get())
    context = contextvars.copy_context()
    b = asyncio.Task(child("b"), loop=asyncio.get_running_loop(), context=context, eager_start=True)
    print(user.get(), context[user], b.get_context() is context)
    await asyncio.gather(a, b)
    print(user.get(), context[user])
asyncio.run(main())
)";
    require_same_events(
        python,
        [] {
            Program program;
            line(1), line(2), line(3), line(8);
            line(17), run(program.main());
        },
        since(12));
}
