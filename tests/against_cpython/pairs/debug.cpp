// Debug mode, held to CPython.
#include "pair.hpp"

using namespace aio;

namespace {

// time.sleep in the loop's own thread
void block(double seconds) { execution.now += to_ns(seconds); }

} // namespace

TEST_CASE("pair: debug mode logs callbacks and steps that take long") {
    struct Program {
        static void slow() { line(3), block(0.2); }
        static void quick() { line(5), block(0.05); }
        static Coro<> child() {
            line(7), block(0.15);
            line(8);
            co_await sleep(0);
            line(9), block(0.1);
        }
        static Coro<> main() {
            line(11);
            EventLoop& loop = get_running_loop();
            line(12), print(loop.get_debug(), loop.slow_callback_duration);
            line(13), loop.call_soon(slow, "slow");
            line(14), loop.call_soon(quick, "quick");
            line(15), loop.call_later(0.1, slow, "slow");
            line(16);
            co_await sleep(1);
            line(17);
            co_await create_task(child());
            line(18), loop.slow_callback_duration = 0.01;
            line(19), loop.call_soon(quick, "quick");
            line(20);
            co_await sleep(0);
            line(21), loop.set_debug(false);
            line(22), loop.call_soon(slow, "slow");
            line(23);
            co_await sleep(0);
            line(24), loop.set_debug(true);
            line(25), block(0.3);
        }
    };
    char const* const python = R"(
import asyncio, time
def slow():
    time.sleep(0.2)
def quick():
    time.sleep(0.05)
async def child():
    time.sleep(0.15)
    await asyncio.sleep(0)
    time.sleep(0.1)
async def main():
    loop = asyncio.get_running_loop()
    print(loop.get_debug(), loop.slow_callback_duration)
    loop.call_soon(slow)
    loop.call_soon(quick)
    loop.call_later(0.1, slow)
    await asyncio.sleep(1)
    await asyncio.create_task(child())
    loop.slow_callback_duration = 0.01
    loop.call_soon(quick)
    await asyncio.sleep(0)
    loop.set_debug(False)
    loop.call_soon(slow)
    await asyncio.sleep(0)
    loop.set_debug(True)
    time.sleep(0.3)
asyncio.run(main(), debug=True)
)";
    require_same_events(python, [] {
        line(1), line(2), line(4), line(6), line(10);
        line(26), run(Program::main(), true);
    });
}

TEST_CASE("pair: debug mode refuses a coroutine function as a callback") {
    struct Program {
        static Coro<> never() {
            line(3);
            co_return;
        }
        static Coro<> main() {
            line(5);
            EventLoop& loop = get_running_loop();
            line(6);
            for (int i = 0; i < 2; ++i) {
                line(7);
                try {
                    line(8);
                    if (i == 0) {
                        line(9), loop.call_soon(never);
                    } else {
                        line(11), loop.call_later(1, never);
                    }
                } catch (TypeError const& error) {
                    line(12);
                    line(13), print(error.what());
                }
            }
            line(14), static_cast<void>(never());
            line(15), print("gone");
            co_return;
        }
    };
    char const* const python = R"(
import asyncio
async def never():
    pass
async def main():
    loop = asyncio.get_running_loop()
    for i in range(2):
        try:
            if i == 0:
                loop.call_soon(never)
            else:
                loop.call_later(1, never)
        except TypeError as error:
            print(error)
    never()
    print("gone")
asyncio.run(main(), debug=True)
)";
    require_same_events(python, [] {
        line(1), line(2), line(4);
        line(16), run(Program::main(), true);
    });
}

TEST_CASE("pair: the environment makes loops in debug mode unless run is told otherwise") {
    struct Program {
        static Coro<> main() {
            line(3), print(get_running_loop().get_debug());
            line(4), block(1);
            co_return;
        }
    };
    char const* const python = R"(
import asyncio, os, time
async def main():
    print(asyncio.get_running_loop().get_debug())
    time.sleep(1)
os.environ["PYTHONASYNCIODEBUG"] = "1"
asyncio.run(main())
asyncio.run(main(), debug=False)
os.environ["PYTHONASYNCIODEBUG"] = ""
asyncio.run(main())
asyncio.run(main(), debug=True)
)";
    require_same_events(python, [] {
        line(1), line(2);
        line(5), set_asyncio_debug(true);
        line(6), run(Program::main());
        line(7), run(Program::main(), false);
        line(8), set_asyncio_debug(false);
        line(9), run(Program::main());
        line(10), run(Program::main(), true);
    });
}

TEST_CASE("pair: debug mode changes nothing in what exceptions do") {
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
        static Coro<> main() {
            line(7), get_running_loop().call_soon(boom, "boom");
            line(8);
            {
                auto const task = create_task(fail());
                line(9);
                co_await sleep(1);
                line(10);
            }
            line(11);
            try {
                line(12);
                co_await wait_for(sleep_long(), 1);
            } catch (TimeoutError const&) {
                line(13);
                line(14), print("timeout");
            }
        }
        static Coro<> sleep_long() {
            line(16);
            co_await sleep(9);
        }
    };
    char const* const python = R"(
import asyncio
def boom():
    raise ValueError("boom")
async def fail():
    raise KeyError("k")
async def main():
    asyncio.get_running_loop().call_soon(boom)
    task = asyncio.create_task(fail())
    await asyncio.sleep(1)
    del task
    try:
        await asyncio.wait_for(sleep_long(), 1)
    except TimeoutError:
        print("timeout")
async def sleep_long():
    await asyncio.sleep(9)
asyncio.run(main(), debug=True)
)";
    require_same_events(python, [] {
        line(1), line(2), line(4), line(6), line(15);
        line(17), run(Program::main(), true);
    });
}
