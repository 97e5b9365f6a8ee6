#include "support/catch.hpp"
#include "support/recorded.hpp"

using namespace aio;
using Lines = std::vector<std::string>;

namespace {
Coro<> say(std::string text) {
    print(text);
    co_return;
}
Coro<std::string> after(double delay, std::string text) {
    co_await sleep(delay);
    co_return text;
}
Coro<> forever() { co_await sleep(1000); }
} // namespace

TEST_CASE("a new task runs only when its creator gives up control") {
    auto const run = run_recorded([] {
        auto const main = []() -> Coro<> {
            auto const task = create_task(say("task"));
            print("main");
            co_await task;
        };
        aio::run(main());
    });
    CHECK(run.output == "main\ntask\n");
}

TEST_CASE("sleep(0) gives every ready task one step before it goes on") {
    auto const run = run_recorded([] {
        auto const main = []() -> Coro<> {
            auto const a = create_task(say("a"));
            auto const b = create_task(say("b"));
            print("before");
            co_await sleep(0);
            print("after");
            co_await a;
            co_await b;
        };
        aio::run(main());
    });
    CHECK(run.output == "before\na\nb\nafter\n");
}

TEST_CASE("a sleeping task goes on one turn after its timer was due") {
    auto const run = run_recorded([] {
        auto const main = []() -> Coro<> { co_await sleep(1); };
        aio::run(main());
    });
    CHECK(run.events({"loop.iteration", "handle.due", "future.result", "task.step"}) ==
          Lines{"loop.iteration l1", "task.step t1", "loop.iteration l1", "handle.due h2 f1",
                "future.result f1 None", "loop.iteration l1", "task.step t1", "loop.iteration l1"});
}

TEST_CASE("the virtual clock jumps exactly to the next timer") {
    double before = 0;
    double after_sleep = 0;
    auto const main = [&]() -> Coro<> {
        before = get_running_loop().time();
        co_await sleep(0.1);
        co_await sleep(0.2);
        after_sleep = get_running_loop().time();
    };
    run_recorded([&] { aio::run(main()); });
    CHECK(before == 0);
    CHECK(after_sleep == 0.3); // ns are counted, so 0.1 + 0.2 is 0.3
}

TEST_CASE("timers due at the same moment fire in the order they were set") {
    auto const run = run_recorded([] {
        auto const main = []() -> Coro<> {
            auto& loop = get_running_loop();
            for (int i = 0; i < 6; ++i) loop.call_later(1, [i] { print(i); });
            co_await sleep(2);
        };
        aio::run(main());
    });
    CHECK(run.output == "0\n1\n2\n3\n4\n5\n");
}

TEST_CASE("a cancelled timer never fires and does not hold up the clock") {
    auto const run = run_recorded([] {
        auto const main = []() -> Coro<> {
            auto& loop = get_running_loop();
            auto const handle = loop.call_later(5, [] { print("never"); });
            loop.call_later(1, [handle] { handle->cancel(); });
            co_await sleep(2);
            print(loop.time());
        };
        aio::run(main());
    });
    CHECK(run.output == "2.0\n");
    CHECK(run.count("handle.cancel") == 1);
}

TEST_CASE("handles queued during a turn run in the next one") {
    auto const run = run_recorded([] {
        auto const main = []() -> Coro<> {
            auto& loop = get_running_loop();
            loop.call_soon([&loop] {
                print("first");
                loop.call_soon([] { print("next turn"); });
            });
            loop.call_soon([] { print("second"); });
            co_await sleep(1);
        };
        aio::run(main());
    });
    CHECK(run.output == "first\nsecond\nnext turn\n");
}

TEST_CASE("an exception in a callback is reported and the loop goes on") {
    auto const run = run_recorded([] {
        auto const main = []() -> Coro<> {
            get_running_loop().call_soon([] { throw ValueError("boom"); });
            co_await sleep(1);
            print("still here");
        };
        aio::run(main());
    });
    CHECK(run.output == "still here\n");
    CHECK(run.errors == "Exception in callback callback()\nhandle: h2\nValueError: boom\n");
    CHECK(run.exit_code == 0);
}

TEST_CASE("an exception that nobody asked for is reported when the task goes") {
    auto const run = run_recorded([] {
        auto const boom = []() -> Coro<> {
            throw ValueError("boom");
            co_return;
        };
        auto const main = [&]() -> Coro<> {
            {
                auto const task = create_task(boom());
                co_await sleep(1);
            }
            print("after");
        };
        aio::run(main());
    });
    CHECK(run.output == "after\n");
    CHECK(run.errors == "Task exception was never retrieved\nfuture: t2\nValueError: boom\n");
    CHECK(run.events({"future.unretrieved"}) == Lines{"future.unretrieved t2"});
}

TEST_CASE("run cancels what main left behind and waits for it") {
    auto const run = run_recorded([] {
        auto const left = []() -> Coro<> {
            Finally const finally([] { print("cleaned up"); });
            co_await sleep(10);
        };
        auto const main = [&]() -> Coro<> {
            create_task(left());
            co_await sleep(0);
            print("main ends");
        };
        aio::run(main());
    });
    CHECK(run.output == "main ends\ncleaned up\n");
    CHECK(run.events({"task.cancel", "task.done"}) ==
          Lines{"task.done t1 result None", "task.cancel t2", "task.done t2 cancelled"});
}

TEST_CASE("a program that waits for what can never happen ends with a sentence") {
    auto const run = run_recorded([] {
        auto const main = []() -> Coro<> { co_await get_running_loop().create_future(); };
        aio::run(main());
    });
    CHECK(run.exit_code == 1);
    CHECK(run.log.end()->error == "deadlock: nothing is ready to run and no timer is set; waiting: Task-1");
}

TEST_CASE("create_task and get_running_loop need a running loop") {
    auto coro = say("x");
    CHECK_THROWS_AS(create_task(std::move(coro)), RuntimeError);
    CHECK(coro.state() == CoroutineState::created);
    coro.close();
    CHECK_THROWS_AS(get_running_loop(), RuntimeError);
}

TEST_CASE("run refuses to start inside a running loop and leaves the coroutine usable") {
    auto const run = run_recorded([] {
        auto const main = []() -> Coro<> {
            auto inner = say("inner");
            try {
                aio::run(std::move(inner));
            } catch (RuntimeError const& error) {
                print(error.message());
            }
            co_await inner;
        };
        aio::run(main());
    });
    CHECK(run.output == "asyncio.run() cannot be called from a running event loop\ninner\n");
}

TEST_CASE("a future can be completed once and hands its result to every waiter") {
    auto const run = run_recorded([] {
        auto const wait = [](Future<int> future) -> Coro<> { print(co_await future); };
        auto const main = [&]() -> Coro<> {
            auto const future = get_running_loop().create_future<int>();
            auto const a = create_task(wait(future));
            auto const b = create_task(wait(future));
            co_await sleep(0);
            future.set_result(7);
            print("set");
            try {
                future.set_result(8);
            } catch (InvalidStateError const& error) {
                print(error.message());
            }
            co_await a;
            co_await b;
        };
        aio::run(main());
    });
    CHECK(run.output == "set\ninvalid state\n7\n7\n");
}

TEST_CASE("awaiting a done future does not suspend") {
    auto const run = run_recorded([] {
        auto const main = []() -> Coro<> {
            auto const future = get_running_loop().create_future<int>();
            future.set_result(7);
            print(co_await future);
        };
        aio::run(main());
    });
    CHECK(run.output == "7\n");
    CHECK(run.count("task.suspend") == 0);
}

TEST_CASE("task names count over the whole program and two go to the runner at each end") {
    PythonVersion const version{3, GENERATE(11, 13)};
    auto const run = run_recorded([&] {
        execution.rules = rules_of(version);
        auto const main = []() -> Coro<> {
            auto const named = create_task(forever(), "mine");
            auto const unnamed = create_task(forever());
            print(named.name(), unnamed.name());
            co_return;
        };
        aio::run(main());
        aio::run(main());
    });
    // Up to 3.12 a task with a name of its own takes a number, too.
    CHECK(run.output == (version.minor == 11 ? "mine Task-3\nmine Task-8\n" : "mine Task-2\nmine Task-6\n"));
}

TEST_CASE("gather gives results in the order of its arguments") {
    auto const run = run_recorded([] {
        auto const main = []() -> Coro<> {
            auto const results = co_await gather(after(3, "slow"), after(1, "fast"), after(2, "mid"));
            print(results, get_running_loop().time());
        };
        aio::run(main());
    });
    CHECK(run.output == "['slow', 'fast', 'mid'] 3.0\n");
}

TEST_CASE("gather of different types gives a tuple") {
    auto const run = run_recorded([] {
        auto const number = []() -> Coro<int> { co_return 1; };
        auto const main = [&]() -> Coro<> {
            auto const results = co_await gather(number(), after(1, "one"));
            print(results);
        };
        aio::run(main());
    });
    CHECK(run.output == "(1, 'one')\n");
}

TEST_CASE("the first exception ends a gather and the siblings run on") {
    auto const run = run_recorded([] {
        auto const boom = []() -> Coro<std::string> {
            co_await sleep(1);
            throw ValueError("boom");
        };
        auto const sibling = []() -> Coro<std::string> {
            co_await sleep(2);
            print("sibling finished");
            co_return "x";
        };
        auto const main = [&]() -> Coro<> {
            try {
                co_await gather(boom(), sibling());
            } catch (ValueError const& error) {
                print("caught", error.message());
            }
            co_await sleep(2);
        };
        aio::run(main());
    });
    CHECK(run.output == "caught boom\nsibling finished\n");
}

TEST_CASE("gather with return_exceptions makes results of exceptions and cancellations") {
    auto const run = run_recorded([] {
        auto const boom = []() -> Coro<std::string> {
            throw ValueError("boom");
            co_return "";
        };
        auto const main = [&]() -> Coro<> {
            auto const task = create_task(after(5, "never"));
            task.cancel();
            print(co_await gather(return_exceptions, boom(), after(1, "fine"), task));
        };
        aio::run(main());
    });
    CHECK(run.output == "[ValueError('boom'), 'fine', CancelledError('')]\n");
}

TEST_CASE("the same awaitable given twice to gather is one child") {
    auto const run = run_recorded([] {
        auto const main = []() -> Coro<> {
            auto const task = create_task(after(1, "once"));
            print(co_await gather(task, task));
        };
        aio::run(main());
    });
    CHECK(run.output == "['once', 'once']\n");
    CHECK(run.count("task.create") == 2);
}
