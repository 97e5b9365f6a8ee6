#include "support/catch.hpp"
#include "support/recorded.hpp"

using namespace aio;
using Lines = std::vector<std::string>;

namespace {

Coro<std::string> after(double delay, std::string text) {
    co_await sleep(delay);
    co_return text;
}

Coro<std::string> fails_after(double delay, std::string text) {
    co_await sleep(delay);
    throw ValueError(text);
}

Coro<std::string> slow_cleanup(double delay) {
    bool cancelled = false;
    try {
        co_await sleep(10);
    } catch (CancelledError const&) {
        cancelled = true;
    }
    co_await sleep(delay);
    if (cancelled) throw CancelledError();
    co_return "finished";
}

double now() { return get_running_loop().time(); }

template <typename Main>
Recorded run_main(Main const& main) {
    return run_recorded([&] { aio::run(main()); });
}

} // namespace

TEST_CASE("wait gives what is done and what is pending and cancels nothing") {
    auto const run = run_main([]() -> Coro<> {
        std::vector<Task<std::string>> const tasks{create_task(after(1, "a")), create_task(after(3, "b")),
                                                   create_task(after(2, "c"))};
        auto const [done, pending] = co_await wait(tasks, {std::nullopt, FIRST_COMPLETED});
        print(now(), done.size(), pending.size(), done[0].result());
        auto const timed = co_await wait(pending, {1.5, ALL_COMPLETED});
        print(now(), timed.first.size(), timed.second.size());
        co_await wait(timed.second);
        print(now());
    });
    CHECK(run.output == "1.0 1 2 a\n2.5 1 1\n3.0\n");
    CHECK(run.count("task.cancel") == 0);
}

TEST_CASE("wait for the first exception goes on at the first one that fails") {
    auto const run = run_main([]() -> Coro<> {
        std::vector<Task<std::string>> const tasks{
            create_task(after(1, "a")), create_task(fails_after(2, "boom")), create_task(after(3, "c"))};
        auto const sets = co_await wait(tasks, {std::nullopt, FIRST_EXCEPTION});
        print(now(), sets.first.size(), sets.second.size());
    });
    CHECK(run.output == "2.0 2 1\n");
}

TEST_CASE("wait for nothing is a ValueError") {
    auto const run = run_main([]() -> Coro<> { co_await wait(std::vector<Task<int>>{}); });
    CHECK(run.log.end()->error == "ValueError: Set of Tasks/Futures is empty.");
}

TEST_CASE("wait_for returns a result that comes in time and drops its timer") {
    auto const run = run_main([]() -> Coro<> {
        print(co_await wait_for(after(1, "in time"), 2), now());
        co_await sleep(5);
    });
    CHECK(run.output == "in time 1.0\n");
    CHECK(run.count("handle.cancel") == 1);
}

TEST_CASE("wait_for gives up only when what it cancelled has ended") {
    auto const run = run_main([]() -> Coro<> {
        try {
            co_await wait_for(slow_cleanup(0.2), 0.05);
        } catch (TimeoutError const&) {
            print("timeout at", fixed(now(), 2));
        }
    });
    CHECK(run.output == "timeout at 0.25\n");
}

TEST_CASE("cancelling a wait_for cancels what it waits for") {
    auto const run = run_main([]() -> Coro<> {
        auto const inner = create_task(after(5, "never"));
        auto const waiter =
            create_task([](Task<std::string> task) -> Coro<> { co_await wait_for(task, 3); }(inner));
        co_await sleep(1);
        waiter.cancel();
        try {
            co_await waiter;
        } catch (CancelledError const&) {
            print(now(), inner.cancelled());
        }
    });
    CHECK(run.output == "1.0 True\n");
}

TEST_CASE("shield lets the waiter be cancelled and the work go on") {
    auto const run = run_main([]() -> Coro<> {
        auto const work = create_task(after(2, "work done"));
        auto const waiter =
            create_task([](Task<std::string> task) -> Coro<> { co_await shield(task); }(work));
        co_await sleep(1);
        waiter.cancel();
        try {
            co_await waiter;
        } catch (CancelledError const&) {
            print("waiter cancelled", work.cancelled());
        }
        print(co_await work);
    });
    CHECK(run.output == "waiter cancelled False\nwork done\n");
}

TEST_CASE("a block that takes too long raises TimeoutError and its task is not cancelled") {
    auto const run = run_main([]() -> Coro<> {
        try {
            Timeout limit = timeout(1);
            try {
                co_await sleep(10);
            } catch (...) {
                limit.exit(std::current_exception());
            }
            limit.exit();
        } catch (TimeoutError const&) {
            print("too late at", now(), thread_state.task->cancelling());
        }
    });
    CHECK(run.output == "too late at 1.0 0\n");
}

TEST_CASE("a deadline can be moved while the block runs") {
    auto const run = run_main([]() -> Coro<> {
        Timeout limit = timeout(1);
        try {
            limit.reschedule(now() + 5);
            co_await sleep(2);
        } catch (...) {
            limit.exit(std::current_exception());
        }
        limit.exit();
        print(now(), limit.expired());
        try {
            limit.reschedule(9.0);
        } catch (RuntimeError const& error) {
            print(error.message());
        }
    });
    CHECK(run.output == "2.0 False\nCannot change state of finished Timeout\n");
}

TEST_CASE("a cancellation from outside passes through a timeout as what it is") {
    auto const run = run_main([]() -> Coro<> {
        auto const task = create_task([]() -> Coro<> {
            Timeout limit = timeout(5);
            try {
                co_await sleep(10);
            } catch (...) {
                limit.exit(std::current_exception());
            }
            limit.exit();
        }());
        co_await sleep(1);
        task.cancel();
        try {
            co_await task;
        } catch (CancelledError const&) {
            print("cancelled", now());
        }
    });
    CHECK(run.output == "cancelled 1.0\n");
}

TEST_CASE("a task group waits for its tasks") {
    auto const run = run_main([]() -> Coro<> {
        TaskGroup group;
        auto const a = group.create_task(after(2, "a"));
        auto const b = group.create_task(after(1, "b"));
        co_await group.exit();
        print(now(), a.result(), b.result());
        try {
            group.create_task(after(1, "late"));
        } catch (RuntimeError const& error) {
            print(error.message());
        }
    });
    CHECK(run.output == "2.0 a b\nTaskGroup <TaskGroup entered> is finished\n");
}

TEST_CASE("the first failure in a task group cancels the siblings and the block") {
    auto const run = run_main([]() -> Coro<> {
        try {
            TaskGroup group;
            std::exception_ptr error;
            try {
                group.create_task(fails_after(1, "boom"));
                group.create_task(after(5, "sibling"));
                co_await sleep(10);
            } catch (...) {
                error = std::current_exception();
            }
            co_await group.exit(error);
        } catch (ExceptionGroup const& group) {
            print(now(), group.message(), group.exceptions(), thread_state.task->cancelling());
        }
    });
    CHECK(run.output == "1.0 unhandled errors in a TaskGroup (1 sub-exception) [ValueError('boom')] 0\n");
}

TEST_CASE("an exception in a task group's own block joins those of its tasks") {
    auto const run = run_main([]() -> Coro<> {
        try {
            TaskGroup group;
            std::exception_ptr error;
            try {
                group.create_task(after(5, "sibling"));
                co_await sleep(1);
                throw KeyError("body");
            } catch (...) {
                error = std::current_exception();
            }
            co_await group.exit(error);
        } catch (ExceptionGroup const&) {
            print(std::current_exception());
        }
    });
    CHECK(run.output == "ExceptionGroup('unhandled errors in a TaskGroup', [KeyError('body')])\n");
}

TEST_CASE("library coroutines stay out of the trace and act for the one that awaits them") {
    auto const run = run_main([]() -> Coro<> { co_await wait_for(after(1, "x"), 2); });
    CHECK(run.events({"coro.create", "coro.suspend", "future.create"}) ==
          Lines{"coro.create c1 <lambda>()", "coro.create c2 after(1.0, 'x')", "future.create f1 wait_for",
                "coro.suspend c1 f1 wait_for", "future.create f2 sleep", "coro.suspend c2 f2 sleep(1.0)"});
}
