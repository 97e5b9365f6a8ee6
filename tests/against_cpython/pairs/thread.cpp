// Threads under the virtual clock, held to CPython.
#include "pair.hpp"

#include <cctype>

using namespace aio;

TEST_CASE("pair: a thread of the loop's own pool and a pool of two that three calls share") {
    struct Program {
        static std::tuple<int, bool> blocking(int n) {
            line(4), time_sleep(1);
            return line(5), std::tuple(n * 10, in_main_thread());
        }
        Coro<> main() {
            line(7);
            EventLoop& loop = get_running_loop();
            line(8), print("to_thread:", co_await to_thread("blocking", blocking, 1));
            line(9), print(loop.time());
            line(10);
            ThreadPoolExecutor pool(2);
            line(11);
            std::vector<Future<std::tuple<int, bool>>> calls;
            for (int const n : {2, 3, 4})
                calls.push_back(loop.run_in_executor(&pool, "blocking", blocking, n));
            line(12);
            print("pool of two:", co_await gather(std::move(calls)));
            pool.shutdown();
            line(13), print(loop.time());
        }
    };
    char const* const python = R"(
import asyncio, threading, time
from concurrent.futures import ThreadPoolExecutor
def blocking(n):
    time.sleep(1)
    return n * 10, threading.current_thread() is threading.main_thread()
async def main():
    loop = asyncio.get_running_loop()
    print("to_thread:", await asyncio.to_thread(blocking, 1))
    print(loop.time())
    with ThreadPoolExecutor(max_workers=2) as pool:
        calls = [loop.run_in_executor(pool, blocking, n) for n in (2, 3, 4)]
        print("pool of two:", await asyncio.gather(*calls))
    print(loop.time())
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(3), line(6);
        line(14), run(program.main());
    });
}

TEST_CASE("pair: a thread asks the loop and waits while the loop goes on") {
    struct Program {
        static Coro<std::string> lookup(std::string key) {
            line(3);
            co_await sleep(0.5);
            line(4);
            for (char& c : key) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
            co_return key;
        }
        static std::string legacy(EventLoop* loop, double timeout) {
            line(6), print("thread: asks the loop");
            line(7);
            auto const future = run_coroutine_threadsafe(lookup("abc"), *loop);
            line(8);
            try {
                line(9);
                return future.result(timeout);
            } catch (TimeoutError const&) {
                line(10), line(11);
                return "TimeoutError: nobody ran the loop";
            }
        }
        Coro<> heartbeat() {
            for (int i = 0; i < 4; ++i) {
                line(13), line(14);
                co_await sleep(0.2);
                line(15), print("beat");
            }
            line(13);
        }
        Coro<> main() {
            line(17);
            EventLoop* const loop = &get_running_loop();
            line(18);
            auto const beats = create_task(heartbeat());
            line(19), print("main got", co_await to_thread("legacy", legacy, loop, 1));
            line(20);
            {
                FunctionFrame const frame;
                print_later = legacy(loop, 0.25);
            }
            print("main got", print_later);
            line(21);
            co_await beats;
        }
        std::string print_later;
    };
    char const* const python = R"(
import asyncio
async def lookup(key):
    await asyncio.sleep(0.5)
    return key.upper()
def legacy(loop, timeout):
    print("thread: asks the loop")
    future = asyncio.run_coroutine_threadsafe(lookup("abc"), loop)
    try:
        return future.result(timeout)
    except TimeoutError:
        return "TimeoutError: nobody ran the loop"
async def heartbeat():
    for _ in range(4):
        await asyncio.sleep(0.2)
        print("beat")
async def main():
    loop = asyncio.get_running_loop()
    beats = asyncio.create_task(heartbeat())
    print("main got", await asyncio.to_thread(legacy, loop, 1))
    print("main got", legacy(loop, 0.25))
    await beats
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(5), line(12), line(16);
        line(22), run(program.main());
    });
}

TEST_CASE("pair: a blocking call stalls the loop and in a thread it does not") {
    struct Program {
        Coro<> heartbeat() {
            for (int i = 0; i < 4; ++i) {
                line(3), line(4), print(time_now(), "beat");
                line(5);
                co_await sleep(0.5);
            }
            line(3);
        }
        Coro<> report() {
            line(7);
            co_await sleep(0.7);
            line(8), print("in the loop");
            line(9), time_sleep(1.4);
            line(10), print(time_now(), "in a thread");
            line(11);
            co_await to_thread("sleep", time_sleep, 1.4);
            line(12), print(time_now());
        }
        Coro<> main() {
            line(14);
            InOrder both{heartbeat(), report()};
            co_await gather(std::move(both.coroutines));
        }
        static double time_now() { return static_cast<double>(execution.now) / 1e9; }
    };
    char const* const python = R"(
import asyncio, time
async def heartbeat():
    for _ in range(4):
        print(time.monotonic(), "beat")
        await asyncio.sleep(0.5)
async def report():
    await asyncio.sleep(0.7)
    print("in the loop")
    time.sleep(1.4)
    print(time.monotonic(), "in a thread")
    await asyncio.to_thread(time.sleep, 1.4)
    print(time.monotonic())
async def main():
    await asyncio.gather(heartbeat(), report())
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(6), line(13);
        line(15), run(program.main());
    });
}

TEST_CASE("pair: cancelled calls: one that runs goes on and one that waits for a thread never begins") {
    struct Program {
        static int work(int n) {
            line(4), print("begin", n);
            line(5), time_sleep(1);
            line(6), print("end", n);
            line(7);
            if (n == 3) {
                line(8);
                throw ValueError("three");
            }
            return line(9), n;
        }
        Coro<> main() {
            line(11);
            EventLoop& loop = get_running_loop();
            line(12);
            ThreadPoolExecutor pool(1);
            line(13);
            std::vector<Future<int>> calls;
            for (int const n : {1, 2, 3, 4}) calls.push_back(loop.run_in_executor(&pool, "work", work, n));
            line(14);
            co_await sleep(0.5);
            line(15);
            bool const first = calls[0].cancel();
            print(first, calls[1].cancel());
            line(16), print(co_await gather(return_exceptions, std::vector(calls)));
            line(17);
            try {
                line(18);
                co_await wait_for(call(5), 0.5);
            } catch (TimeoutError const&) {
                line(19), line(20), print("too long");
            }
            line(21), pool.shutdown();
        }
        static Coro<int> call(int n) {
            line(23);
            co_return co_await to_thread("work", work, n);
        }
    };
    char const* const python = R"(
import asyncio, time
from concurrent.futures import ThreadPoolExecutor
def work(n):
    print("begin", n)
    time.sleep(1)
    print("end", n)
    if n == 3:
        raise ValueError("three")
    return n
async def main():
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(1)
    calls = [loop.run_in_executor(pool, work, n) for n in (1, 2, 3, 4)]
    await asyncio.sleep(0.5)
    print(calls[0].cancel(), calls[1].cancel())
    print(await asyncio.gather(*calls, return_exceptions=True))
    try:
        await asyncio.wait_for(call(5), 0.5)
    except TimeoutError:
        print("too long")
    pool.shutdown()
async def call(n):
    return await asyncio.to_thread(work, n)
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(3), line(10), line(22);
        line(24), run(program.main());
    });
}

TEST_CASE("pair: a thread of its own calls into the loop and is joined") {
    struct Program {
        static void tell(EventLoop* loop, Future<std::string> future) {
            line(3), time_sleep(0.3);
            line(4), loop->call_soon_threadsafe([future] { future.set_result("done"); }, "Future.set_result");
            line(5), time_sleep(0.3);
            line(6), print("the thread ends");
        }
        Coro<> main() {
            line(8);
            EventLoop& loop = get_running_loop();
            line(9);
            auto const future = loop.create_future<std::string>();
            line(10);
            Thread thread("tell", tell, &loop, future);
            line(11), thread.start();
            line(12), print(co_await future, loop.time());
            line(13);
            bool const joined = thread.join(0.1);
            print(joined, thread.is_alive(), loop.time());
            line(14), thread.join();
            line(15), print(thread.is_alive(), loop.time());
        }
    };
    char const* const python = R"(
import asyncio, threading, time
def tell(loop, future):
    time.sleep(0.3)
    loop.call_soon_threadsafe(future.set_result, "done")
    time.sleep(0.3)
    print("the thread ends")
async def main():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    thread = threading.Thread(target=tell, args=(loop, future))
    thread.start()
    print(await future, loop.time())
    print(thread.join(0.1) or not thread.is_alive(), thread.is_alive(), loop.time())
    thread.join()
    print(thread.is_alive(), loop.time())
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(7);
        line(16), run(program.main());
    });
}

TEST_CASE("pair: what threads still do when the loop ends is waited for and tells a closing loop") {
    struct Program {
        static int work(int n) {
            line(3), time_sleep(n);
            line(4), print("worked", n);
            return line(4), n;
        }
        Coro<> impatient(int n) {
            line(6);
            co_await to_thread("work", work, n);
        }
        Coro<> main() {
            line(8);
            auto const one = create_task(impatient(1));
            line(9);
            auto const two = create_task(impatient(2));
            line(10);
            co_await sleep(0.1);
            line(11), one.cancel();
            line(12);
            co_await sleep(0);
            line(13), print("main ends");
        }
    };
    char const* const python = R"(
import asyncio, time
def work(n):
    time.sleep(n)
    print("worked", n); return n
async def impatient(n):
    await asyncio.to_thread(work, n)
async def main():
    one = asyncio.create_task(impatient(1))
    two = asyncio.create_task(impatient(2))
    await asyncio.sleep(0.1)
    one.cancel()
    await asyncio.sleep(0)
    print("main ends")
asyncio.run(main())
print("over")
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(5), line(7);
        line(14), run(program.main());
        line(15), print("over");
    });
}

TEST_CASE("pair: a task factory that fails fails the future of the thread that waits") {
    struct Program {
        Coro<int> work() { // never begins
            line(3);
            co_return 1;
        }
        std::string ask(EventLoop* loop) {
            line(5);
            auto const future = run_coroutine_threadsafe(work(), *loop);
            line(6);
            try {
                return line(7), repr(future.result());
            } catch (RuntimeError const& error) {
                line(8), line(9), print("no task:", error.message());
            }
            return line(10), "nothing";
        }
        Coro<> main() {
            line(14);
            EventLoop& loop = get_running_loop();
            line(15);
            loop.set_task_factory([](EventLoop&, TaskOptions&, MakeTask const&) {
                line(12);
                throw RuntimeError("not today");
            });
            auto const asking = [this](EventLoop* of) { return ask(of); };
            line(16), print(co_await to_thread("ask", asking, &loop));
            line(17), loop.set_task_factory({});
        }
    };
    char const* const python = R"(
import asyncio
async def work():
    return 1
def ask(loop):
    future = asyncio.run_coroutine_threadsafe(work(), loop)
    try:
        return repr(future.result())
    except RuntimeError as error:
        print("no task:", error)
    return "nothing"
def factory(loop, coro):
    raise RuntimeError("not today")
async def main():
    loop = asyncio.get_running_loop()
    loop.set_task_factory(factory)
    print(await asyncio.to_thread(ask, loop))
    loop.set_task_factory(None)
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(4), line(11), line(13);
        line(18), run(program.main());
    });
}

TEST_CASE("pair: futures of a pool wrapped for the loop and the loop's own pool shut down by the program") {
    struct Program {
        static int work(int n) {
            line(5), time_sleep(n);
            return line(6), n;
        }
        Coro<> main() {
            line(8);
            EventLoop& loop = get_running_loop();
            line(9);
            ThreadPoolExecutor pool(1);
            line(10);
            std::vector<Future<int>> calls;
            for (int const n : {1, 2}) calls.push_back(wrap_future(pool.submit("work", work, n)));
            line(11), calls[1].cancel();
            line(12), print(co_await calls[0]);
            line(13), print(calls[1].cancelled());
            line(14), pool.shutdown();
            line(15);
            auto const last = loop.run_in_executor(nullptr, "work", work, 3);
            line(16);
            co_await loop.shutdown_default_executor();
            line(17), print(loop.time(), last.done());
            line(18);
            try {
                line(19);
                co_await to_thread("work", work, 4);
            } catch (RuntimeError const& error) {
                line(20), line(21), print(error.message());
            }
            line(22), print(co_await last);
            line(23);
            Thread thread("work", work, 5);
            line(24), thread.start();
            line(25), thread.join();
        }
    };
    char const* const python = R"(
import asyncio, threading, time
from concurrent.futures import ThreadPoolExecutor

def work(n):
    time.sleep(n)
    return n
async def main():
    loop = asyncio.get_running_loop()
    pool = ThreadPoolExecutor(1)
    calls = [asyncio.wrap_future(pool.submit(work, n)) for n in (1, 2)]
    calls[1].cancel()
    print(await calls[0])
    print(calls[1].cancelled())
    pool.shutdown()
    last = loop.run_in_executor(None, work, 3)
    await loop.shutdown_default_executor()
    print(loop.time(), last.done())
    try:
        await asyncio.to_thread(work, 4)
    except RuntimeError as error:
        print(error)
    print(await last)
    thread = threading.Thread(target=work, args=(5,))
    thread.start()
    thread.join()
asyncio.run(main())
)";
    require_same_events(python, [] {
        Program program;
        line(1), line(2), line(4), line(7);
        line(26), run(program.main());
    });
}

TEST_CASE("pair: the loop's pool may take a while to end and then its threads go on") {
    struct Program {
        static void work(int n) { line(3), time_sleep(n); }
        Coro<> main() {
            line(5);
            EventLoop& loop = get_running_loop();
            line(6);
            auto const call = loop.run_in_executor(nullptr, "work", work, 2);
            line(7);
            co_await loop.shutdown_default_executor(0.5);
            line(8), print(loop.time(), call.done());
            line(9);
            co_await call;
            line(10);
            co_await loop.shutdown_default_executor(0.5);
            line(11), print(loop.time());
        }
    };
    char const* const python = R"(
import asyncio, time
def work(n):
    time.sleep(n)
async def main():
    loop = asyncio.get_running_loop()
    call = loop.run_in_executor(None, work, 2)
    await loop.shutdown_default_executor(0.5)
    print(loop.time(), call.done())
    await call
    await loop.shutdown_default_executor(0.5)
    print(loop.time())
asyncio.run(main())
)";
    require_same_events(
        python,
        [] {
            Program program;
            line(1), line(2), line(4);
            line(12), run(program.main());
        },
        since(12));
}
