// The loop's exception handler and asyncio.run's own errors, held to CPython.
#include "pair.hpp"

using namespace aio;

TEST_CASE("pair: a handler is told what left a callback and who failed unseen") {
    struct Program {
        static void boom() {
            line(3);
            throw ValueError("boom");
        }
        static Coro<> fail() {
            line(5);
            throw KeyError("k");
            co_return;
        }
        static void handler(EventLoop&, ExceptionContext const& context) {
            line(7), print(context.message.substr(0, 24), context.exception, context.future != nullptr,
                           context.handle != nullptr, context.task != nullptr);
        }
        static Coro<> main() {
            line(9);
            EventLoop& loop = get_running_loop();
            line(10), print(!loop.get_exception_handler());
            line(11), loop.call_soon([] { boom(); }, "boom");
            line(12);
            co_await sleep(0);
            line(13), loop.set_exception_handler(handler);
            line(14), loop.call_soon([] { boom(); }, "boom");
            line(15);
            {
                auto task = create_task(fail());
                line(16);
                co_await sleep(1);
                line(17);
            }
            line(18);
            ExceptionContext own("of my own");
            loop.call_exception_handler(own);
            line(19), loop.set_exception_handler(nullptr);
            line(20), loop.call_exception_handler(own);
            line(21), loop.call_exception_handler(ExceptionContext(""));
        }
    };
    char const* const python = R"(
import asyncio
def boom():
    raise ValueError("boom")
async def fail():
    raise KeyError("k")
def handler(loop, context):
    print(context["message"][:24], repr(context.get("exception")), "future" in context, "handle" in context, "task" in context)
async def main():
    loop = asyncio.get_running_loop()
    print(loop.get_exception_handler() is None)
    loop.call_soon(boom)
    await asyncio.sleep(0)
    loop.set_exception_handler(handler)
    loop.call_soon(boom)
    task = asyncio.create_task(fail())
    await asyncio.sleep(1)
    del task
    loop.call_exception_handler({"message": "of my own"})
    loop.set_exception_handler(None)
    loop.call_exception_handler({"message": "of my own"})
    loop.call_exception_handler({})
asyncio.run(main())
)";
    require_same_events(python, [] {
        line(1), line(2), line(4), line(6), line(8);
        line(22), run(Program::main());
    });
}

TEST_CASE("pair: a handler that fails is reported by the default one") {
    struct Program {
        static void handler(EventLoop&, ExceptionContext const& context) {
            line(3), print("handler", context.message);
            line(4);
            throw RuntimeError("bad handler");
        }
        static Coro<> main() {
            line(6);
            EventLoop& loop = get_running_loop();
            line(7), loop.set_exception_handler(handler);
            line(8), loop.call_exception_handler(ExceptionContext("first"));
            line(9), print("the loop goes on");
            co_return;
        }
    };
    char const* const python = R"(
import asyncio
def handler(loop, context):
    print("handler", context["message"])
    raise RuntimeError("bad handler")
async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(handler)
    loop.call_exception_handler({"message": "first"})
    print("the loop goes on")
asyncio.run(main())
)";
    require_same_events(python, [] {
        line(1), line(2), line(5);
        line(10), run(Program::main());
    });
}

TEST_CASE("pair: a task that fails while run ends is told to the handler") {
    struct Program {
        static Coro<> stubborn() {
            line(3);
            try {
                line(4);
                co_await sleep(10);
            } catch (CancelledError const&) {
                line(5);
                line(6);
                throw ValueError("at the end");
            }
        }
        static void handler(EventLoop&, ExceptionContext const& context) {
            line(8), print(context.message, context.exception, context.task != nullptr);
        }
        static Coro<> main() {
            line(10), get_running_loop().set_exception_handler(handler);
            line(11);
            auto const task = create_task(stubborn());
            line(12);
            co_await sleep(0);
        }
    };
    char const* const python = R"(
import asyncio
async def stubborn():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        raise ValueError("at the end")
def handler(loop, context):
    print(context["message"], repr(context.get("exception")), "task" in context)
async def main():
    asyncio.get_running_loop().set_exception_handler(handler)
    task = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
asyncio.run(main())
)";
    require_same_events(python, [] {
        line(1), line(2), line(7), line(9);
        line(13), run(Program::main());
    });
}

TEST_CASE("pair: run refuses what is no coroutine and a loop that runs") {
    struct Program {
        static Coro<> inner() {
            line(3);
            co_return;
        }
        static Coro<> main() {
            line(5);
            auto coroutine = inner();
            line(6);
            try {
                line(7), run(std::move(coroutine));
            } catch (RuntimeError const& error) {
                line(8);
                line(9), print(error.what());
            }
            line(10);
            co_await coroutine;
        }
    };
    char const* const python = R"(
import asyncio
async def inner():
    pass
async def main():
    coroutine = inner()
    try:
        asyncio.run(coroutine)
    except RuntimeError as error:
        print(error)
    await coroutine
try:
    asyncio.run(5)
except ValueError as error:
    print(error)
asyncio.run(main())
)";
    require_same_events(python, [] {
        line(1), line(2), line(4);
        line(11);
        try {
            line(12), run(5);
        } catch (ValueError const& error) {
            line(13);
            line(14), print(error.what());
        }
        line(15), run(Program::main());
    });
}
