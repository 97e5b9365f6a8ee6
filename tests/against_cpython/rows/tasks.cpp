// What CPython's test_tasks.py asserts of tasks and their cancellation and no other test of ours does;
// tasks.md says which is which.
#include "program.hpp"

#include <type_traits>

using namespace aio;

namespace {

Coro<std::string> say(std::string text) { co_return text; }

// A task that waits for these futures in turn, and what it has seen so far.
struct Waiting {
    EventLoop loop;
    Future<int> first = loop.create_future<int>();
    Future<int> second = loop.create_future<int>();
    Future<int> third = loop.create_future<int>();
};

std::string run_cancelled(EventLoop& loop, Task<int> const& task) {
    auto const error = error_in([&] { run_until_complete(loop, task); });
    CHECK(task.done());
    CHECK(task.cancelled());
    CHECK_FALSE(task.cancel());
    return error;
}

} // namespace

TEST_CASE("a task is a future that runs its coroutine to the result") {
    static_assert(std::is_base_of_v<FutureBase, TaskBase>);
    in_program([] {
        EventLoop loop;
        auto const task = loop.create_task(say("ok"));
        CHECK(run_until_complete(loop, task) == "ok");
        CHECK(task.done());
        CHECK(&task.base()->loop() == &loop);

        auto const number = [](int value) -> Coro<int> { co_return value; };
        auto const outer = [&]() -> Coro<int> {
            int const a = co_await number(42);
            int const b = co_await number(1000);
            co_return a + b;
        };
        CHECK(run_until_complete(loop, loop.create_task(outer())) == 1042);
    });
    in_loop([]() -> Coro<> {
        auto const inner = create_task(say("ko"), "No-op");
        CHECK(inner.name() == "No-op");
        auto const result = co_await inner;
        CHECK(result == "ko");
    });
}

TEST_CASE("nobody but its coroutine ends a task") {
    in_program([] {
        EventLoop loop;
        auto const task = loop.create_task(say("ko"));
        CHECK(error_in([&] { task.base()->set_exception(std::make_exception_ptr(ValueError())); }) ==
              "RuntimeError('Task does not support set_exception operation')");
        CHECK(run_until_complete(loop, task) == "ko");
    });
}

TEST_CASE("a task waits for the future that its coroutine awaits and goes on with the very result") {
    in_program([] {
        Waiting w;
        std::shared_ptr<int> got;
        auto const future = w.loop.create_future<std::shared_ptr<int>>();
        auto const wait = [&]() -> Coro<> { got = co_await future; };
        auto const task = w.loop.create_task(wait());
        run_briefly(w.loop);
        CHECK_FALSE(task.done());
        auto const value = std::make_shared<int>(1);
        future.set_result(value);
        run_briefly(w.loop);
        CHECK(got == value);
        CHECK(task.done());
    });
}

TEST_CASE("a coroutine may return a future without waiting for it") {
    in_program([] {
        EventLoop loop;
        auto const future = loop.create_future<std::string>();
        auto const give = [&]() -> Coro<Future<std::string>> { co_return future; };
        auto const finish = [&]() -> Coro<> {
            future.set_result("test");
            co_return;
        };
        auto const giver = loop.create_task(give());
        auto const finisher = loop.create_task(finish());
        CHECK(run_until_complete(loop, giver).id() == future.id());
        CHECK(finisher.done());
    });
}

TEST_CASE("a task is cancelled with the message of the cancel and hands it to everybody who asks") {
    auto const message = GENERATE("", "my message");
    auto const expected = *message ? "CancelledError('my message')" : "CancelledError()";
    bool const started = GENERATE(true, false);
    bool const ask_for_exception = GENERATE(true, false);
    in_program([=] {
        auto const sleeper = []() -> Coro<> { co_await sleep(10); };
        auto const ask = [&]() -> Coro<> {
            auto const task = create_task(sleeper());
            if (started) co_await sleep(0);
            task.cancel(message);
            std::vector const one(1, task);
            co_await wait(one);
            if (ask_for_exception)
                task.exception();
            else
                task.result();
        };
        EventLoop loop;
        auto const task = loop.create_task(ask());
        CHECK(error_in([&] { run_until_complete(loop, task); }) == expected);
    });
    in_program([=] {
        EventLoop loop;
        auto const task = loop.create_task(say("never"));
        task.cancel(message);
        CHECK(error_in([&] { run_until_complete(loop, task); }) == expected);
    });
}

TEST_CASE("who awaits a task that somebody else cancels gets the message") {
    in_program([] {
        EventLoop loop;
        auto const ready = loop.create_future();
        auto const sleeper = [&]() -> Coro<> {
            ready.set_result();
            co_await sleep(10);
        };
        auto const outer = [&]() -> Coro<> {
            auto const inner = create_task(sleeper());
            co_await ready;
            get_running_loop().call_soon([inner] { inner.cancel("msg"); });
            std::string message;
            try {
                co_await inner;
            } catch (CancelledError const& error) {
                message = error.message();
            }
            throw ValueError("cancelled with " + message);
        };
        CHECK(error_in([&] { run_until_complete(loop, loop.create_task(outer())); }) ==
              "ValueError('cancelled with msg')");
    });
}

TEST_CASE("cancelling counts the requests and uncancel takes them back while the task lives") {
    in_program([] {
        EventLoop loop;
        auto const sleeper = []() -> Coro<> { co_await sleep(10); };
        auto const task = loop.create_task(sleeper());
        CHECK(task.cancelling() == 0);
        CHECK(task.cancel());
        CHECK(task.cancelling() == 1);
        CHECK(task.cancel());
        CHECK(task.cancelling() == 2);
        CHECK(error_in([&] { run_until_complete(loop, task); }) == "CancelledError()");
    });
    in_program([] {
        EventLoop loop;
        Task<>* self = nullptr;
        auto const stubborn = [&]() -> Coro<> {
            try {
                co_await sleep(10);
            } catch (CancelledError const&) {
                self->uncancel();
            }
            co_await sleep(10);
        };
        auto const pause = []() -> Coro<> { co_await sleep(0.01); };
        auto task = loop.create_task(stubborn());
        self = &task;
        run_until_complete(loop, loop.create_task(pause()));
        CHECK(task.cancel());
        CHECK(task.cancelling() == 1);
        CHECK_FALSE(task.cancelled());
        run_until_complete(loop, loop.create_task(pause()));
        CHECK(task.cancelling() == 0);
        CHECK_FALSE(task.cancelled());

        CHECK(task.cancel());
        CHECK(task.cancelling() == 1);
        CHECK(error_in([&] { run_until_complete(loop, task); }) == "CancelledError()");
        CHECK(task.cancelled());
        task.uncancel();
        CHECK(task.cancelled());
    });
}

TEST_CASE("a cancel request taken back before the task runs is not delivered") {
    in_program([] {
        execution.rules = rules_of({3, 13});
        EventLoop loop;
        auto const future = loop.create_future();
        auto const body = [&]() -> Coro<int> {
            co_await future;
            co_return 42;
        };
        auto const task = loop.create_task(body());
        run_briefly(loop);
        future.set_result();
        task.cancel();
        CHECK(task.cancelling() == 1);
        task.uncancel();
        CHECK(task.cancelling() == 0);
        CHECK(run_until_complete(loop, task) == 42);
    });
}

TEST_CASE("a block cancelled by its own timer takes the request back and the code after it runs") {
    struct Seen {
        bool timed_out, block_finished, code_after;
        int requests;
    };
    auto const request = [](double duration, double limit) -> Coro<Seen> {
        auto const task = thread_state.task;
        Seen seen{};
        auto const timer = get_running_loop().call_later(limit, [&seen, task] {
            seen.timed_out = true;
            task->cancel();
        });
        std::exception_ptr error;
        try {
            co_await sleep(duration);
            seen.block_finished = true;
        } catch (CancelledError const&) {
            error = std::current_exception();
        }
        timer->cancel();
        if (seen.timed_out && task->uncancel() != 0) std::rethrow_exception(error);
        seen.code_after = true;
        co_await sleep(0);
        seen.requests = task->cancelling();
        co_return seen;
    };
    in_program([&] {
        EventLoop loop;
        auto const late = run_until_complete(loop, loop.create_task(request(10.0, 0.1)));
        CHECK((late.timed_out && !late.block_finished && late.code_after && late.requests == 0));
        auto const in_time = run_until_complete(loop, loop.create_task(request(0, 10.0)));
        CHECK((!in_time.timed_out && in_time.block_finished && in_time.code_after && in_time.requests == 0));
    });
}

TEST_CASE("a sleeping task that is cancelled ends cancelled and drops its timer") {
    auto const run = in_program([] {
        EventLoop loop;
        auto const sleeper = []() -> Coro<int> {
            co_await sleep(10.0);
            co_return 12;
        };
        auto const task = loop.create_task(sleeper());
        loop.call_soon([task] { task.cancel(); });
        CHECK(run_cancelled(loop, task) == "CancelledError()");
        CHECK(loop.time() == 0);
    });
    CHECK(run.count("handle.timer") == 1);
    CHECK(run.count("handle.cancel") == 1);
}

TEST_CASE("a task cancelled by a timer wakes whoever awaits it at that moment") {
    in_program([] {
        EventLoop loop;
        auto const sleeper = []() -> Coro<> { co_await sleep(5000); };
        auto const outer = [&]() -> Coro<std::string> {
            auto const task = create_task(sleeper());
            get_running_loop().call_later(0.1, [task] { task.cancel(); });
            auto const error = co_await error_of(task);
            co_return error;
        };
        CHECK(run_until_complete(loop, loop.create_task(outer())) == "CancelledError()");
        CHECK(loop.time() == 0.1);
    });
}

TEST_CASE("a task is cancelled at a bare yield and by its future and by both at once") {
    in_program([] {
        EventLoop loop;
        auto const yields = []() -> Coro<int> {
            co_await sleep(0);
            co_await sleep(0);
            co_return 12;
        };
        auto const task = loop.create_task(yields());
        run_briefly(loop);
        task.cancel();
        CHECK(run_cancelled(loop, task) == "CancelledError()");
    });
    bool const cancel_future = GENERATE(true, false);
    bool const cancel_task = GENERATE(true, false);
    if (!cancel_future && !cancel_task) return;
    in_program([=] {
        EventLoop loop;
        auto const future = loop.create_future();
        auto const waits = [&]() -> Coro<int> {
            co_await future;
            co_return 12;
        };
        auto const task = loop.create_task(waits());
        run_briefly(loop);
        if (cancel_future) future.cancel();
        if (cancel_task) task.cancel();
        CHECK(future.cancelled());
        CHECK(run_cancelled(loop, task) == "CancelledError()");
    });
}

TEST_CASE("a task may turn its cancellation into a result or go on waiting") {
    in_program([] {
        Waiting w;
        auto const body = [&]() -> Coro<int> {
            co_await w.first;
            try {
                co_await w.second;
            } catch (CancelledError const&) {
                co_return 42;
            }
            co_return 0;
        };
        auto const task = w.loop.create_task(body());
        run_briefly(w.loop);
        w.first.set_result(0);
        run_briefly(w.loop);
        task.cancel();
        CHECK(w.second.cancelled());
        CHECK(run_until_complete(w.loop, task) == 42);
        CHECK_FALSE(task.cancelled());
    });
    in_program([] {
        Waiting w;
        auto const body = [&]() -> Coro<int> {
            co_await w.first;
            try {
                co_await w.second;
            } catch (CancelledError const&) {
            }
            int const result = co_await w.third;
            co_return result;
        };
        auto const task = w.loop.create_task(body());
        run_briefly(w.loop);
        w.first.set_result(0);
        run_briefly(w.loop);
        task.cancel();
        CHECK(w.second.cancelled());
        run_briefly(w.loop);
        w.third.set_result(42);
        CHECK(run_until_complete(w.loop, task) == 42);
        CHECK_FALSE(w.third.cancelled());
        CHECK_FALSE(task.cancelled());
    });
}

TEST_CASE("a task that cancels itself is cancelled at its next await or at its end") {
    bool const awaits = GENERATE(true, false);
    in_program([=] {
        EventLoop loop;
        auto const body = [&]() -> Coro<int> {
            thread_state.task->cancel();
            if (awaits) co_await sleep(100);
            co_return 12;
        };
        auto const task = loop.create_task(body());
        CHECK_FALSE(task.cancelled());
        CHECK(run_cancelled(loop, task) == "CancelledError()");
        CHECK(loop.time() == 0);
    });
}

TEST_CASE(
    "what a task awaits after its own cancel request is cancelled with it down to the innermost future") {
    in_program([] {
        EventLoop loop;
        auto const future = loop.create_future();
        auto const wait = [&]() -> Coro<> { co_await future; };
        std::vector<Task<>> nested;
        auto const body = [&]() -> Coro<int> {
            nested.push_back(create_task(wait()));
            co_await sleep(0);
            thread_state.task->cancel();
            co_await nested[0];
            co_return 12;
        };
        auto const task = loop.create_task(body());
        CHECK(run_cancelled(loop, task) == "CancelledError()");
        CHECK(nested[0].cancelled());
        CHECK(future.cancelled());
    });
}

TEST_CASE("a cancellation passes through every coroutine in the way and each may act on it") {
    in_program([] {
        EventLoop loop;
        int proof = 0;
        auto const waiter = loop.create_future();
        auto const inner = [&]() -> Coro<> {
            try {
                co_await waiter;
            } catch (CancelledError const&) {
                proof += 1;
                throw;
            }
        };
        auto const outer = [&]() -> Coro<> {
            try {
                co_await inner();
                proof += 10;
            } catch (CancelledError const&) {
                proof += 100;
            }
        };
        auto const task = loop.create_task(outer());
        run_briefly(loop);
        task.cancel();
        run_until_complete(loop, task);
        CHECK(proof == 101);
        CHECK(waiter.cancelled());
    });
}

TEST_CASE("a loop stopped from inside says that the future is not done and can go on later") {
    in_program([] {
        EventLoop loop;
        int rounds = 0;
        auto const body = [&]() -> Coro<int> {
            while (rounds < 10) {
                co_await sleep(0.1);
                if (++rounds == 2) get_running_loop().stop();
            }
            co_return rounds;
        };
        auto const task = loop.create_task(body());
        CHECK(error_in([&] { run_until_complete(loop, task); }) ==
              "RuntimeError('Event loop stopped before Future completed.')");
        CHECK_FALSE(task.done());
        CHECK(rounds == 2);
        CHECK(loop.time() == 0.2);
        task.cancel();
        CHECK(run_cancelled(loop, task) == "CancelledError()");
    });
}

TEST_CASE("a pending task that is dropped is reported") {
    auto const run = in_program([] {
        EventLoop loop;
        auto const task = loop.create_task(say("never"));
        CHECK(loop.all_tasks().size() == 1);
        loop.close(); // drops the first step
    });
    CHECK(run.errors.find("Task was destroyed but it is pending!\n") == 0);
    CHECK(run.events({"log", "warn"}) ==
          std::vector<std::string>{"log Task was destroyed but it is pending!",
                                   "warn RuntimeWarning: coroutine 'say' was never awaited"});
    CHECK(run.count("task.destroyed") == 1);
}

TEST_CASE("a failed task that is cancelled afterwards is not reported") {
    auto const run = in_loop([]() -> Coro<> {
        auto const fail = []() -> Coro<> {
            throw TypeError();
            co_return;
        };
        auto const task = create_task(fail());
        co_await sleep(0.05);
        CHECK_FALSE(task.cancel());
    });
    CHECK(run.errors.empty());
}

TEST_CASE("SystemExit in answer to a cancellation leaves the loop and is the task's exception") {
    in_program([] {
        EventLoop loop;
        auto const body = []() -> Coro<> {
            try {
                co_await sleep(10);
            } catch (CancelledError const&) {
                throw SystemExit();
            }
        };
        auto const task = loop.create_task(body());
        run_briefly(loop);
        task.cancel();
        CHECK_FALSE(task.done());
        CHECK(error_in([&] { run_briefly(loop); }) == "SystemExit()");
        CHECK(task.done());
        CHECK_FALSE(task.cancelled());
        CHECK(repr(task.exception()) == "SystemExit()");
    });
}

TEST_CASE("a task's text says its state and its name and its coroutine and what it waits for") {
    in_program([] {
        EventLoop loop;
        auto const task = loop.create_task(say("abc"), "TestTask");
        task.add_done_callback([](auto const&) {}, "dummy");
        CHECK(describe(task) == "<Task pending name='TestTask' coro=<say() running> cb=[dummy()]>");
        task.cancel();
        CHECK(describe(task) == "<Task cancelling name='TestTask' coro=<say() running> cb=[dummy()]>");
        CHECK(error_in([&] { run_until_complete(loop, task); }) == "CancelledError()");
        CHECK(describe(task) == "<Task cancelled name='TestTask' coro=<say() done>>");

        auto const finished = loop.create_task(say("abc"));
        auto const next = loop.create_task(say("abc"));
        CHECK(describe(finished) == "<Task pending name='Task-1' coro=<say() running>>");
        CHECK(describe(next) == "<Task pending name='Task-2' coro=<say() running>>");
        run_until_complete(loop, finished);
        CHECK(describe(finished) == "<Task finished name='Task-1' coro=<say() done> result='abc'>");
        run_until_complete(loop, next);

        auto const future = loop.create_future();
        auto const waiting = loop.create_task([](Future<void> its) -> Coro<> { co_await its; }(future), "w");
        run_briefly(loop);
        CHECK(describe(future) == "<Future pending cb=[Task.task_wakeup()]>");
        CHECK(describe(waiting) ==
              "<Task pending name='w' coro=<<lambda>() running> wait_for=" + describe(future) + ">");
        future.set_result();
        run_until_complete(loop, waiting);
        CHECK(describe(waiting) == "<Task finished name='w' coro=<<lambda>() done> result=None>");
    });
}

TEST_CASE("the texts of tasks that wait for each other end where they come round again") {
    in_program([] {
        EventLoop loop;
        std::vector<Task<void>> both;
        auto const wait_for_other = [](std::vector<Task<void>>& tasks, std::size_t other) -> Coro<> {
            co_await tasks[other];
        };
        both.push_back(loop.create_task(wait_for_other(both, 1), "a"));
        both.push_back(loop.create_task(wait_for_other(both, 0), "b"));
        run_briefly(loop);
        CHECK(describe(both[0]) == "<Task pending name='a' coro=<<lambda>() running> wait_for=<Task pending "
                                   "name='b' coro=<<lambda>() "
                                   "running> wait_for=... cb=[Task.task_wakeup()]> cb=[Task.task_wakeup()]>");
    });
}

TEST_CASE("the texts of a gather and a shield say who is called when they are done") {
    in_loop([]() -> Coro<> {
        auto const child = create_task(say("abc"), "child");
        auto const all = gather(child);
        CHECK(describe(all) == "<_GatheringFuture pending>");
        CHECK(describe(child) ==
              "<Task pending name='child' coro=<say() running> cb=[gather.<locals>._done_callback()]>");
        auto const shielded = shield(all);
        CHECK(describe(all) == "<_GatheringFuture pending cb=[shield.<locals>._inner_done_callback()]>");
        co_await shielded;
        CHECK(describe(all) == "<_GatheringFuture finished result=['abc']>");
        CHECK(describe(current_task()) == "<Task pending name='Task-1' coro=<<lambda>() running> "
                                          "cb=[_run_until_complete_cb()]>");
    });
}
