// What CPython's test_taskgroups states; taskgroups.md says which test stands where.
#include "outcome.hpp"
#include "program.hpp"

using namespace aio;

namespace {

Rules const newest = rules_of({3, 13});

Coro<int> after(double delay, int number) {
    co_await sleep(delay);
    co_return number;
}

Coro<> fails_after(double delay) {
    co_await sleep(delay);
    throw ZeroDivisionError("division by zero");
}

// Sleeps, and counts the cancellation that ends it.
Coro<> counts_cancel(int& cancelled) {
    try {
        co_await sleep(10);
    } catch (CancelledError const&) {
        ++cancelled;
        throw;
    }
}

// Runs `body` as a task, cancels it after `delay` and waits for it.
Coro<> cancelled_after(double delay, Coro<> body) {
    auto const task = create_task(std::move(body));
    co_await sleep(delay);
    CHECK_FALSE(task.done());
    task.cancel();
    co_await task;
}

int requests() { return thread_state.task->cancelling(); }

class CustomError : public Exception {
  public:
    char const* type_name() const noexcept override { return "CustomError"; }
};
class CustomBaseError : public BaseException {
  public:
    char const* type_name() const noexcept override { return "CustomBaseError"; }
};

} // namespace

TEST_CASE("a task may join a group late and one that is cancelled by hand disturbs nobody") {
    auto const main = []() -> Coro<> {
        TaskGroup group;
        auto const first = group.create_task(after(0.1, 42));
        auto const cancelled = group.create_task(after(1, 0));
        co_await sleep(0.15);
        cancelled.cancel();
        auto const late = group.create_task(after(0.2, 11), "yolo");
        co_await group.exit();
        CHECK(first.result() == 42);
        CHECK(cancelled.cancelled());
        CHECK(late.result() == 11);
        CHECK(late.name() == "yolo");
        CHECK(get_running_loop().time() == 0.35);
    };
    in_loop(main, newest);
}

TEST_CASE("a failing task cancels its siblings and the block and nothing behind the block runs") {
    auto const main = []() -> Coro<> {
        bool block_cancelled = false;
        bool went_on = false;
        int siblings_cancelled = 0;
        auto const body = [&](TaskGroup& group) -> Coro<> {
            for (int i = 0; i < 3; ++i) group.create_task(fails_after(0.1));
            group.create_task(counts_cancel(siblings_cancelled));
            try {
                co_await sleep(10);
            } catch (CancelledError const&) {
                block_cancelled = true;
                throw;
            }
        };
        auto const runner = [&]() -> Coro<> {
            co_await in_group(body);
            went_on = true;
        };
        auto const task = create_task(runner());
        co_await expect(task, "ExceptionGroup(ZeroDivisionError ZeroDivisionError ZeroDivisionError)");
        CHECK(block_cancelled);
        CHECK(siblings_cancelled == 1);
        CHECK_FALSE(went_on);
    };
    in_loop(main, newest);
}

TEST_CASE("a block that waits for its tasks is left when one of them fails") {
    auto const main = []() -> Coro<> {
        int cancelled = 0;
        auto const body = [&](TaskGroup& group) -> Coro<> {
            group.create_task(fails_after(0.1));
            group.create_task(counts_cancel(cancelled));
            co_return;
        };
        co_await expect(in_group(body), "ExceptionGroup(ZeroDivisionError)");
        CHECK(cancelled == 1);
        CHECK(get_running_loop().time() == 0.1);
    };
    in_loop(main, newest);
}

TEST_CASE("a group that is cancelled from outside cancels its tasks and leaves cancelled") {
    bool const block_sleeps = GENERATE(false, true);
    auto const main = [&]() -> Coro<> {
        int cancelled = 0;
        auto const body = [&](TaskGroup& group) -> Coro<> {
            for (int i = 0; i < 5; ++i) group.create_task(counts_cancel(cancelled));
            if (block_sleeps) co_await counts_cancel(cancelled);
        };
        co_await expect(cancelled_after(0.1, in_group(body)), "CancelledError");
        CHECK(cancelled == (block_sleeps ? 6 : 5));
    };
    in_loop(main, newest);
}

TEST_CASE("a group without tasks leaves cancelled if its block is") {
    auto const main = []() -> Coro<> {
        int cancelled = 0;
        auto const body = [&](TaskGroup&) -> Coro<> { co_await counts_cancel(cancelled); };
        co_await expect(cancelled_after(0.1, in_group(body)), "CancelledError");
        CHECK(cancelled == 1);
    };
    in_loop(main, newest);
}

TEST_CASE("what fails while it is cancelled counts for more than the cancellation") {
    auto const main = []() -> Coro<> {
        auto const tasks_fail = [](TaskGroup& group) -> Coro<> {
            for (int i = 0; i < 2; ++i) group.create_task(fails_when_cancelled());
            co_await sleep(10);
        };
        co_await expect(cancelled_after(0.1, in_group(tasks_fail)),
                        "ExceptionGroup(ZeroDivisionError ZeroDivisionError)");

        auto const block_fails = [](TaskGroup&) -> Coro<> {
            try {
                co_await sleep(10);
            } catch (CancelledError const&) {
                throw CustomError();
            }
        };
        co_await expect(cancelled_after(0.1, in_group(block_fails)), "ExceptionGroup(CustomError)");
    };
    in_loop(main, newest);
}

TEST_CASE("an exception in the block cancels all tasks whether they have started or not") {
    bool const started = GENERATE(false, true);
    auto const main = [&]() -> Coro<> {
        std::vector<Task<int>> tasks;
        auto const body = [&](TaskGroup& group) -> Coro<> {
            tasks = {group.create_task(after(1, 42)), group.create_task(after(2, 11))};
            if (started) co_await sleep(0.1);
            throw ZeroDivisionError("division by zero");
        };
        co_await expect(in_group(body), "ExceptionGroup(ZeroDivisionError)");
        CHECK(tasks[0].cancelled());
        CHECK(tasks[1].cancelled());
    };
    in_loop(main, newest);
}

TEST_CASE("the errors of an inner group are one error of the outer group") {
    bool const outer_has_task = GENERATE(false, true);
    auto const main = [&]() -> Coro<> {
        auto const inner = [](TaskGroup& group) -> Coro<> {
            for (int i = 0; i < 2; ++i) group.create_task(fails_when_cancelled());
            co_await sleep(10);
        };
        auto const outer = [&](TaskGroup& group) -> Coro<> {
            if (outer_has_task) group.create_task(after(10, 0));
            co_await in_group(inner);
        };
        co_await expect(cancelled_after(0.1, in_group(outer)),
                        "ExceptionGroup(ExceptionGroup(ZeroDivisionError ZeroDivisionError))");
    };
    in_loop(main, newest);
}

TEST_CASE("a failure of the outer group just cancels the inner one and the other way round it is wrapped") {
    auto const main = []() -> Coro<> {
        auto const nested = [](double outer_fails, double inner_fails) -> Coro<> {
            auto const inner = [&](TaskGroup& group) -> Coro<> {
                group.create_task(fails_after(inner_fails));
                co_return;
            };
            auto const outer = [&](TaskGroup& group) -> Coro<> {
                group.create_task(fails_after(outer_fails));
                co_await in_group(inner);
            };
            co_await in_group(outer);
        };
        co_await expect(nested(0.1, 10), "ExceptionGroup(ZeroDivisionError)");
        co_await expect(nested(10, 0.1), "ExceptionGroup(ExceptionGroup(ZeroDivisionError))");
    };
    in_loop(main, newest);
}

TEST_CASE(
    "a task that fails while the cancelled block still cleans up turns the cancellation into its error") {
    bool const in_a_task_of_its_own = GENERATE(false, true);
    auto const main = [&]() -> Coro<> {
        auto const body = [](TaskGroup& group) -> Coro<> {
            group.create_task(fails_after(0.3));
            std::exception_ptr cancelled;
            try {
                co_await sleep(10);
            } catch (CancelledError const&) {
                cancelled = std::current_exception();
            }
            co_await sleep(0.5);
            std::rethrow_exception(cancelled);
        };
        auto const runner = [&]() -> Coro<> {
            if (in_a_task_of_its_own) {
                auto const task = create_task(in_group(body));
                co_await task;
            } else {
                co_await in_group(body);
            }
        };
        co_await expect(cancelled_after(0.1, runner()), "ExceptionGroup(ZeroDivisionError)");
    };
    in_loop(main, newest);
}

TEST_CASE("the block's own error joins those of the tasks") {
    enum class How { exception, base_exception_in_block, base_exception_in_task };
    auto const how = GENERATE(How::exception, How::base_exception_in_block, How::base_exception_in_task);
    auto const main = [&]() -> Coro<> {
        auto const task = [&]() -> Coro<> {
            co_await sleep(0.1);
            if (how == How::base_exception_in_task) throw CustomBaseError();
            throw ZeroDivisionError("division by zero");
        };
        auto const body = [&](TaskGroup& group) -> Coro<> {
            group.create_task(task());
            try {
                co_await sleep(10);
            } catch (CancelledError const&) {
                if (how == How::base_exception_in_block) throw CustomBaseError();
                throw CustomError();
            }
        };
        std::string const ended = co_await outcome(in_group(body));
        if (how == How::exception) CHECK(ended == "ExceptionGroup(CustomError ZeroDivisionError)");
        if (how == How::base_exception_in_block)
            CHECK(ended == "BaseExceptionGroup(CustomBaseError ZeroDivisionError)");
        if (how == How::base_exception_in_task)
            CHECK(ended == "BaseExceptionGroup(CustomBaseError CustomError)");
    };
    in_loop(main, newest);
}

TEST_CASE("a KeyboardInterrupt in the block leaves alone and not in a group") {
    auto const main = []() -> Coro<> {
        auto const body = [](TaskGroup& group) -> Coro<> {
            group.create_task(fails_after(0.1));
            try {
                co_await sleep(10);
            } catch (CancelledError const&) {
                throw KeyboardInterrupt();
            }
        };
        co_await expect(in_group(body), "KeyboardInterrupt");
    };
    in_loop(main, newest);
}

TEST_CASE("a group lets go of a task when it is done and shows how many it still has") {
    auto const main = []() -> Coro<> {
        TaskGroup group;
        CHECK(repr(group) == "<TaskGroup entered>");
        for (int i = 0; i < 10; ++i) {
            co_await sleep(0.1);
            group.create_task(after(0.3, i));
            if (i == 5) CHECK(repr(group) == "<TaskGroup tasks=4 entered>");
        }
        co_await sleep(1.35);
        CHECK(repr(group) == "<TaskGroup entered>");
        co_await group.exit();
    };
    in_loop(main, newest);
}

TEST_CASE("tasks may create more tasks in their group while the block already waits") {
    int alive = 0;
    int hydras = 0;
    struct Program {
        int& alive;
        int& hydras;
        Coro<> leaf(double delay) {
            ++alive;
            co_await sleep(delay);
            --alive;
        }
        Coro<> root(TaskGroup& group) {
            co_await sleep(0.1);
            group.create_task(leaf(0.1));
            group.create_task(leaf(0.2));
        }
        Coro<> hydra(TaskGroup& group) {
            if (++hydras > 1000) co_return; // it never comes so far; clang wants to see an end
            co_await sleep(0.01);
            group.create_task(hydra(group));
            group.create_task(hydra(group));
        }
        Coro<> hercules() {
            while (hydras < 10) co_await sleep(0.015);
            throw ZeroDivisionError("division by zero");
        }
        Coro<> main() {
            auto const grow = [this](TaskGroup& group) -> Coro<> {
                group.create_task(root(group));
                co_return;
            };
            co_await in_group(grow);
            CHECK(alive == 0);
            CHECK(get_running_loop().time() == 0.3);
            auto const fight = [this](TaskGroup& group) -> Coro<> {
                group.create_task(hydra(group));
                group.create_task(hercules());
                co_return;
            };
            co_await expect(in_group(fight), "ExceptionGroup(ZeroDivisionError)");
            CHECK(hydras >= 10);
        }
    } program{alive, hydras};
    in_program([&] { aio::run(program.main()); });
}

TEST_CASE("a group that shuts down or is finished takes no task and closes the coroutine it is offered") {
    auto const run = run_recorded([] {
        execution.rules = newest;
        auto const main = []() -> Coro<> {
            auto const refused = [](TaskGroup& group) {
                try {
                    group.create_task(after(0, 0));
                } catch (RuntimeError const& error) {
                    print(error.message());
                }
            };
            auto const too_late = [&](TaskGroup& group) -> Coro<> {
                try {
                    co_await sleep(1);
                } catch (CancelledError const&) {
                    refused(group);
                    throw;
                }
            };
            auto const body = [&](TaskGroup& group) -> Coro<> {
                group.create_task(fails_after(0.001));
                group.create_task(too_late(group));
                co_return;
            };
            print(co_await outcome(in_group(body)));
            TaskGroup finished;
            co_await finished.exit();
            refused(finished);
        };
        aio::run(main());
    });
    CHECK(run.output == "TaskGroup <TaskGroup tasks=1 errors=1 cancelling> is shutting down\n"
                        "ExceptionGroup(ZeroDivisionError)\n"
                        "TaskGroup <TaskGroup entered> is finished\n");
    CHECK(run.errors.empty());
}

TEST_CASE("a block that fails while it is left for a failed task takes back the group's own cancel request") {
    auto const main = []() -> Coro<> {
        auto const fails_at_once = []() -> Coro<> {
            throw CustomError();
            co_return;
        };
        auto const body = [&](TaskGroup& group) -> Coro<> {
            group.create_task(fails_at_once());
            try {
                co_await sleep(1);
            } catch (CancelledError const&) { // the finally of a context manager inside the block
                throw CustomError();
            }
        };
        auto const runner = [&]() -> Coro<> {
            co_await expect(in_group(body), "ExceptionGroup(CustomError CustomError)");
            CHECK(requests() == 0);
        };
        co_await create_task(runner());
    };
    in_loop(main, newest);
}

TEST_CASE("a group needs a parent task") {
    std::string refusal;
    EventLoop loop;
    loop.call_soon([&] {
        try {
            TaskGroup const group;
        } catch (RuntimeError const& error) {
            refusal = error.message();
        }
        loop.stop();
    });
    loop.run_forever();
    CHECK(refusal == "TaskGroup <TaskGroup> cannot determine the parent task");
}

TEST_CASE("a group takes back its own cancel request and no other") {
    auto const main = []() -> Coro<> {
        auto const one_fails = [](TaskGroup& group) -> Coro<> {
            group.create_task(fails_after(0));
            co_return;
        };
        co_await expect(in_group(one_fails), "ExceptionGroup(ZeroDivisionError)");
        CHECK(requests() == 0);

        auto const both_fail = [](TaskGroup& outer) -> Coro<> {
            auto const inner = [&](TaskGroup& group) -> Coro<> {
                group.create_task(fails_after(0));
                outer.create_task(fails_after(0));
                co_return;
            };
            co_await expect(in_group(inner), "ExceptionGroup(ZeroDivisionError)");
            CHECK(requests() == 1);
        };
        co_await expect(in_group(both_fail), "ExceptionGroup(ZeroDivisionError)");
        CHECK(requests() == 0);
    };
    in_loop(main, newest);
}

TEST_CASE("a task that is cancelled from outside while its group fails is still cancelled behind the group") {
    auto const main = []() -> Coro<> {
        Event const started;
        auto const fails = [&]() -> Coro<> {
            started.set();
            co_await sleep(0);
            throw RuntimeError("boom");
        };
        bool slept_in_group = false;
        auto const body = [&](TaskGroup& group) -> Coro<> {
            group.create_task(fails());
            co_await sleep(1);
            slept_in_group = true;
        };
        bool slept_behind = false;
        auto const inner = [&]() -> Coro<> {
            co_await expect(in_group(body), "ExceptionGroup(RuntimeError)");
            CHECK(requests() == 1);
            co_await sleep(1);
            slept_behind = true;
        };
        auto const task = create_task(inner());
        co_await started.wait();
        CHECK(task.cancelling() == 0);
        task.cancel();
        CHECK(task.cancelling() == 1);
        co_await expect(task, "CancelledError");
        CHECK(task.cancelled());
        CHECK_FALSE(slept_in_group);
        CHECK_FALSE(slept_behind);
    };
    in_loop(main, newest);
}

TEST_CASE("a task of a group runs in the context it is given") {
    in_loop([]() -> Coro<> {
        ContextVar<int> const variable("cvar");
        auto const sets = [&](int value) -> Coro<> {
            co_await sleep(0);
            variable.set(value);
        };
        TaskGroup group;
        Context const context = copy_context();
        CHECK_FALSE(context.get(variable));
        for (int const value : {1, 2}) {
            auto const task = group.create_task(sets(value), "", context);
            co_await task;
            CHECK(context.get(variable) == value);
        }
        co_await group.exit();
    });
}
