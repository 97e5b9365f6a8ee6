// ContextVar and contexts, held to CPython.
#include "pair.hpp"

using namespace aio;

TEST_CASE("pair: each task has its own copy of the context it was made in") {
    struct Program {
        ContextVar<std::string> user{"user", "nobody"};

        Coro<> child(std::string name) {
            line(4), print(name, "begins as", user.get());
            line(5), user.set(name);
            line(6);
            co_await sleep(0);
            line(7), print(name, "goes on as", user.get());
        }
        Coro<> main() {
            line(9), user.set("main");
            line(10);
            auto const a = create_task(child("a"));
            line(11), user.set("later");
            line(12);
            auto const b = create_task(child("b"));
            line(13);
            co_await gather(a, b);
            line(14), print(user.get());
            line(15);
            co_await child("inline");
            line(16), print(user.get());
        }
    };
    char const* const python = R"(
import asyncio, contextvars
user = contextvars.ContextVar("user", default="nobody")
async def child(name):
    print(name, "begins as", user.get())
    user.set(name)
    await asyncio.sleep(0)
    print(name, "goes on as", user.get())
async def main():
    user.set("main")
    a = asyncio.create_task(child("a"))
    user.set("later")
    b = asyncio.create_task(child("b"))
    await asyncio.gather(a, b)
    print(user.get())
    await child("inline")
    print(user.get())
asyncio.run(main())
print(user.get())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(3), line(8);
        line(17), run(program.main());
        line(18), print(program.user.get());
    });
}

TEST_CASE("pair: tokens put a variable back and errors say what is missing") {
    struct Program {
        ContextVar<int> number{"number"};

        Coro<> main() {
            line(4);
            try {
                line(5);
                number.get();
            } catch (LookupError const&) {
                line(6);
                line(7), print("not set", number.get(0));
            }
            line(8);
            auto const first = number.set(1);
            line(9);
            auto const second = number.set(2);
            line(10), print(first.old_value() == std::nullopt, *second.old_value(), number.get());
            line(11), number.reset(second);
            line(12), print(number.get());
            line(13);
            try {
                line(14), number.reset(second);
            } catch (RuntimeError const&) {
                line(15);
                line(16), print("used");
            }
            line(17);
            try {
                line(18), copy_context().run([&] { number.reset(first); });
            } catch (ValueError const&) {
                line(19);
                line(20), print("another context");
            }
            line(21), number.reset(first);
            line(22), print(number.get(-1));
            line(23), number.get();
            co_return;
        }
    };
    char const* const python = R"(
import asyncio, contextvars
number = contextvars.ContextVar("number")
async def main():
    try:
        number.get()
    except LookupError:
        print("not set", number.get(0))
    first = number.set(1)
    second = number.set(2)
    print(first.old_value is contextvars.Token.MISSING, second.old_value, number.get())
    number.reset(second)
    print(number.get())
    try:
        number.reset(second)
    except RuntimeError:
        print("used")
    try:
        contextvars.copy_context().run(number.reset, first)
    except ValueError:
        print("another context")
    number.reset(first)
    print(number.get(-1))
    number.get()
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(3);
        line(24), run(program.main());
    });
}

TEST_CASE("pair: a context is run in, copied, and given to tasks and callbacks") {
    struct Program {
        ContextVar<std::string> color{"color", "none"};

        void show(std::string what) {
            FunctionFrame const frame;
            line(4), print(what, color.get());
        }
        void paint(std::string value) {
            FunctionFrame const frame;
            line(6), color.set(value);
        }
        Coro<> child() {
            line(8), print("child", color.get());
            line(9), color.set("of the child");
            line(10);
            co_await sleep(0);
        }
        Coro<> main() {
            line(12), color.set("red");
            line(13);
            Context const context = copy_context();
            line(14), context.run([&] { paint("blue"); });
            line(15), print(color.get(), *context.get(color), context.size());
            line(16);
            EventLoop& loop = get_running_loop();
            line(17), loop.call_soon([&] { show("own copy"); }, "main.<locals>.<lambda>");
            line(18), loop.call_soon([&] { show("given"); }, "main.<locals>.<lambda>", context);
            line(19), loop.call_later(
                          0, [&] { show("timer"); }, "main.<locals>.<lambda>", context);
            line(20);
            auto const task = create_task(child(), "painter", context);
            line(21), task.add_done_callback([&](FutureBase&) { show("done"); }, "main.<locals>.<lambda>");
            line(22), task.add_done_callback([&](FutureBase&) { show("done, given"); },
                                             "main.<locals>.<lambda>", context);
            line(23), color.set("green");
            line(24);
            co_await task;
            line(25);
            co_await sleep(0);
            line(26), print(color.get(), *context.get(color));
            line(27), context.run([&] { paint("white"); });
            line(28), print(*context.get(color), context.contains(color), Context().contains(color));
        }
    };
    char const* const python = R"(
import asyncio, contextvars
color = contextvars.ContextVar("color", default="none")
def show(what):
    print(what, color.get())
def paint(value):
    color.set(value)
async def child():
    print("child", color.get())
    color.set("of the child")
    await asyncio.sleep(0)
async def main():
    color.set("red")
    context = contextvars.copy_context()
    context.run(paint, "blue")
    print(color.get(), context[color], len(context))
    loop = asyncio.get_running_loop()
    loop.call_soon(lambda: show("own copy"))
    loop.call_soon(lambda: show("given"), context=context)
    loop.call_later(0, lambda: show("timer"), context=context)
    task = asyncio.create_task(child(), name="painter", context=context)
    task.add_done_callback(lambda _: show("done"))
    task.add_done_callback(lambda _: show("done, given"), context=context)
    color.set("green")
    await task
    await asyncio.sleep(0)
    print(color.get(), context[color])
    context.run(paint, "white")
    print(context[color], color in context, color in contextvars.Context())
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(3), line(5), line(7), line(11);
        line(29), run(program.main());
    });
}

TEST_CASE("pair: gather and wait_for and TaskGroup give their tasks copies") {
    struct Program {
        ContextVar<int> depth{"depth", 0};

        Coro<int> deeper(int times) {
            line(4), depth.set(depth.get() + 1);
            line(5);
            if (times > 0) {
                line(6);
                co_await gather(deeper(times - 1), deeper(0));
            }
            line(7);
            co_return depth.get();
        }
        Coro<> main() {
            line(9), print(co_await gather(deeper(2), deeper(1)));
            line(10), print(co_await wait_for(deeper(0), 1), depth.get());
            line(11), print(co_await deeper(0), depth.get());
        }
    };
    char const* const python = R"(
import asyncio, contextvars
depth = contextvars.ContextVar("depth", default=0)
async def deeper(times):
    depth.set(depth.get() + 1)
    if times > 0:
        await asyncio.gather(deeper(times - 1), deeper(0))
    return depth.get()
async def main():
    print(await asyncio.gather(deeper(2), deeper(1)))
    print(await asyncio.wait_for(deeper(0), 1), depth.get())
    print(await deeper(0), depth.get())
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(3), line(8);
        line(12), run(program.main());
    });
}
