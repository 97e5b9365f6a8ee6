#include "support/catch.hpp"
#include "support/recorded.hpp"

#include <algorithm>

using namespace aio;
using Lines = std::vector<std::string>;

namespace {
Coro<> sleeper(std::string name) {
    try {
        co_await sleep(10);
    } catch (CancelledError const&) {
        print(name, "cancelled at", get_running_loop().time());
        throw;
    }
}
} // namespace

TEST_CASE("cancel only files a request and the task is cancelled when it is stepped") {
    auto const run = run_recorded([] {
        auto const main = []() -> Coro<> {
            auto const task = create_task(sleeper("a"));
            co_await sleep(1);
            bool const accepted = task.cancel();
            print(accepted, task.cancelled());
            try {
                co_await task;
            } catch (CancelledError const&) {
                print("awaiting raises", task.cancelled());
            }
        };
        aio::run(main());
    });
    CHECK(run.output == "True False\na cancelled at 1.0\nawaiting raises True\n");
    CHECK(run.events({"task.cancel", "future.cancel", "task.deliver", "coro.throw"}) ==
          Lines{"task.cancel t2 t1", "future.cancel f2", "task.deliver t2",
                "coro.throw c2 t2 CancelledError()", "task.deliver t1", "coro.throw c1 t1 CancelledError()"});
}

TEST_CASE("a task cancelled before its first step never runs its body") {
    auto const run = run_recorded([] {
        auto const main = []() -> Coro<> {
            auto const task = create_task(sleeper("a"));
            task.cancel();
            try {
                co_await task;
            } catch (CancelledError const&) {
                print("cancelled");
            }
        };
        aio::run(main());
    });
    CHECK(run.output == "cancelled\n");
    CHECK(run.errors.empty());
    CHECK(run.events({"coro.start", "coro.throw", "coro.raise"}) ==
          Lines{"coro.start c1 t1", "coro.throw c2 t2 CancelledError()", "coro.raise c2 CancelledError()",
                "coro.throw c1 t1 CancelledError()"});
}

TEST_CASE("cancelling a finished task does nothing and says so") {
    auto const run = run_recorded([] {
        auto const quick = []() -> Coro<> { co_return; };
        auto const main = [&]() -> Coro<> {
            auto const task = create_task(quick());
            co_await task;
            print(task.cancel(), task.cancelled());
        };
        aio::run(main());
    });
    CHECK(run.output == "False False\n");
    CHECK(run.count("task.cancel") == 0);
}

TEST_CASE("a swallowed cancellation leaves a task that is not cancelled and still counts the request") {
    auto const run = run_recorded([] {
        auto const stubborn = []() -> Coro<std::string> {
            try {
                co_await sleep(10);
            } catch (CancelledError const&) {
                print("ignored");
            }
            co_await sleep(1);
            co_return "done";
        };
        auto const main = [&]() -> Coro<> {
            auto const task = create_task(stubborn());
            co_await sleep(1);
            task.cancel();
            print(co_await task, task.cancelled(), task.cancelling(), task.uncancel());
        };
        aio::run(main());
    });
    CHECK(run.output == "ignored\ndone False 1 0\n");
}

TEST_CASE("a cancellation passes through a task to the innermost one it waits for") {
    auto const run = run_recorded([] {
        auto const outer = [](Task<> inner) -> Coro<> { co_await inner; };
        auto const main = [&]() -> Coro<> {
            auto const inner = create_task(sleeper("inner"));
            auto const task = create_task(outer(inner));
            co_await sleep(1);
            task.cancel();
            try {
                co_await task;
            } catch (CancelledError const&) {
                print(inner.cancelled(), task.cancelled());
            }
        };
        aio::run(main());
    });
    CHECK(run.output == "inner cancelled at 1.0\nTrue True\n");
    CHECK(run.events({"task.cancel"}) == Lines{"task.cancel t3 t1", "task.cancel t2 t3"});
}

TEST_CASE("cancelling a task that awaits a gather cancels every child and waits for all") {
    auto const run = run_recorded([] {
        auto const parent = []() -> Coro<> { co_await gather(sleeper("a"), sleeper("b")); };
        auto const main = [&]() -> Coro<> {
            auto const task = create_task(parent());
            co_await sleep(1);
            task.cancel();
            try {
                co_await task;
            } catch (CancelledError const&) {
                print("gone");
            }
        };
        aio::run(main());
    });
    CHECK(run.output == "a cancelled at 1.0\nb cancelled at 1.0\ngone\n");
    CHECK(run.events({"task.cancel"}) ==
          Lines{"task.cancel t2 t1", "task.cancel t3 f2", "task.cancel t4 f2"});
}

TEST_CASE("a catch of Exception does not catch a cancellation") {
    auto const run = run_recorded([] {
        auto const task_body = []() -> Coro<> {
            try {
                co_await sleep(10);
            } catch (Exception const&) {
                print("must not happen");
            }
        };
        auto const main = [&]() -> Coro<> {
            auto const task = create_task(task_body());
            co_await sleep(1);
            task.cancel("enough");
            try {
                co_await task;
            } catch (CancelledError const& error) {
                print("cancelled", error.message());
            }
        };
        aio::run(main());
    });
    CHECK(run.output == "cancelled enough\n");
}

TEST_CASE("a timer that is due in the turn of the cancellation does not outlive its frame") {
    // cancel() queues the wakeup first; the sleep's timer comes due right behind it in the same turn.
    auto const run = run_recorded([] {
        auto const main = []() -> Coro<> {
            auto const task = create_task([]() -> Coro<> { co_await sleep(1); }());
            co_await sleep(0.5);
            auto& loop = get_running_loop();
            loop.call_later(0.5, [] {}); // behind the sleep's own timer
            co_await sleep(0.4);
            task.cancel();
            co_await sleep(1);
            print(task.cancelled());
        };
        aio::run(main());
    });
    CHECK(run.output == "True\n");
}

TEST_CASE("two tasks that await each other cannot be cancelled") {
    auto const run = run_recorded([] {
        auto const wait_for_other = [](std::vector<Task<>>* tasks, std::size_t other) -> Coro<> {
            co_await sleep(0);
            co_await (*tasks)[other];
        };
        auto const main = [&]() -> Coro<> {
            std::vector<Task<>> tasks;
            tasks.push_back(create_task(wait_for_other(&tasks, 1)));
            tasks.push_back(create_task(wait_for_other(&tasks, 0)));
            co_await sleep(1);
            try {
                tasks[0].cancel();
            } catch (RecursionError const& error) {
                print(error.what());
            }
            print(tasks[0].cancelling(), tasks[1].cancelling());
            auto const other = create_task(sleeper("other"));
            co_await sleep(0);
            other.cancel();
            co_await wait(std::vector<Task<>>(1, other));
        };
        try {
            aio::run(main());
        } catch (RecursionError const& error) {
            print("run:", error.what());
        }
    });
    CHECK(run.output == "maximum recursion depth exceeded while calling a Python object\n"
                        "496 495\n"
                        "other cancelled at 1.0\n"
                        "run: maximum recursion depth exceeded while calling a Python object\n");
    CHECK(run.events({"task.destroyed"}) == Lines{"task.destroyed t2", "task.destroyed t3"});
    auto const cancels = run.events({"task.cancel"});
    CHECK(std::count(cancels.begin(), cancels.end(), "task.cancel t4 t1") == 1); // by main again
}
