// What CPython's test_tasks.py asserts of as_completed, current_task and ensure_future and no other test of
// ours does.
#include "program.hpp"

#include <algorithm>

using namespace aio;

namespace {

Coro<std::string> after(double seconds, std::string text) {
    co_await sleep(seconds);
    co_return text;
}

std::vector<Coro<std::string>> both(double a, double b) {
    std::vector<Coro<std::string>> coroutines;
    coroutines.push_back(after(a, "a"));
    coroutines.push_back(after(b, "b"));
    return coroutines;
}

} // namespace

TEST_CASE("as_completed gives results in the order in which they come") {
    in_loop([]() -> Coro<> {
        auto coroutines = both(0.01, 0.01);
        coroutines.insert(coroutines.begin() + 1, after(0.15, "c"));
        std::vector<std::string> results;
        for (auto next : as_completed(std::move(coroutines))) {
            auto const result = co_await next;
            results.push_back(result);
        }
        std::sort(results.begin(), results.begin() + 2);
        CHECK(results == std::vector<std::string>{"a", "b", "c"});
        CHECK(now() == 0.15);
    });
}

TEST_CASE("as_completed with a timeout raises it for what is late and cancels nothing") {
    in_loop([]() -> Coro<> {
        std::vector const tasks{create_task(after(0.1, "a")), create_task(after(0.15, "b"))};
        std::vector<std::string> seen;
        for (auto next : as_completed(tasks, 0.12)) {
            std::string text;
            try {
                text = co_await next;
            } catch (TimeoutError const&) {
                text = "TimeoutError";
            }
            seen.push_back(text);
        }
        CHECK(seen == std::vector<std::string>{"a", "TimeoutError"});
        CHECK(now() == 0.12);
        auto const late = co_await tasks[1];
        CHECK(late == "b");

        std::vector<Coro<std::string>> one;
        one.push_back(after(0.01, "in time"));
        for (auto next : as_completed(std::move(one), 1)) {
            auto const result = co_await next;
            CHECK(result == "in time");
        }
    });
}

TEST_CASE("who awaits first what as_completed gave gets what comes first") {
    in_loop([]() -> Coro<> {
        auto completed = as_completed(both(0.05, 0.1));
        auto next = completed.begin();
        auto one = *next;
        auto other = *++next;
        auto const first = co_await other;
        CHECK(first == "a");
        CHECK(now() == 0.05);
        auto const second = co_await one;
        CHECK(second == "b");
        CHECK(now() == 0.1);
    });
}

TEST_CASE("what as_completed gives can be made tasks and its iteration can be interrupted and go on") {
    in_loop([]() -> Coro<> {
        auto const results = [](std::vector<std::string> list) {
            std::sort(list.begin(), list.end());
            return list;
        };
        std::vector<Task<std::string>> tasks;
        auto completed = as_completed(both(0.05, 0.05));
        for (auto next = completed.begin(); next != completed.end(); ++next)
            tasks.push_back(ensure_future(*next));
        auto const all = co_await gather(tasks);
        CHECK(results(all) == std::vector<std::string>{"a", "b"});

        auto interrupted = as_completed(both(0, 0.01));
        auto next = interrupted.begin();
        std::vector<std::string> list;
        for (int i = 0; i < 1; ++i, ++next) {
            auto const result = co_await *next;
            list.push_back(result);
        }
        for (; next != interrupted.end(); ++next) {
            auto const result = co_await *next;
            list.push_back(result);
        }
        CHECK(results(list) == std::vector<std::string>{"a", "b"});
    });
}

TEST_CASE("as_completed gives a task that was given twice once") {
    in_loop([]() -> Coro<> {
        auto const ham = create_task(after(0, "ham"));
        std::vector<std::string> results;
        for (auto next : as_completed(std::vector{ham, ham, create_task(after(0, "spam"))})) {
            auto const result = co_await next;
            results.push_back(result);
        }
        std::sort(results.begin(), results.end());
        CHECK(results == std::vector<std::string>{"ham", "spam"});
    });
}

TEST_CASE("as_completed of coroutines needs a loop that runs or is set when the iteration begins") {
    in_program([] {
        std::vector<Coro<int>> one;
        one.push_back(answer());
        auto completed = as_completed(std::move(one));
        CHECK(error_without_loop([&] { completed.begin(); }) == no_loop);
    });
    in_loop([]() -> Coro<> {
        std::vector<Coro<int>> one;
        one.push_back(answer());
        for (auto next : as_completed(std::move(one))) {
            int const result = co_await next;
            CHECK(result == 42);
        }
    });
}

TEST_CASE("the current task is the one that runs also between others and none where no task runs") {
    in_program([] {
        EventLoop loop;
        CHECK(error_in([] { current_task(); }) == "RuntimeError('no running event loop')");
        auto const one = loop.create_future();
        auto const other = loop.create_future();
        std::vector<Task<>> tasks;
        auto const first = [&]() -> Coro<> {
            CHECK(current_task() == AnyTask(tasks[0]));
            co_await one;
            CHECK(current_task() == AnyTask(tasks[0]));
            other.set_result();
        };
        auto const second = [&]() -> Coro<> {
            CHECK(current_task() == AnyTask(tasks[1]));
            one.set_result();
            co_await other;
            CHECK(current_task() == AnyTask(tasks[1]));
        };
        tasks.push_back(loop.create_task(first()));
        tasks.push_back(loop.create_task(second()));
        loop.call_soon([] { CHECK_FALSE(current_task()); });
        for (auto const& task : tasks) run_until_complete(loop, task);
        CHECK(thread_state.task == nullptr);
    });
}

TEST_CASE("ensure_future makes a task of a coroutine and gives back what is a future") {
    in_program([] {
        auto coroutine = answer();
        CHECK(error_without_loop([&] { ensure_future(std::move(coroutine)); }) == no_loop);
        CHECK(coroutine.state() == CoroutineState::created);
        coroutine.close();
    });
    in_loop([]() -> Coro<> {
        auto const task = ensure_future(answer());
        CHECK(&task.base()->loop() == &get_running_loop());
        int const result = co_await task;
        CHECK(result == 42);
        CHECK(ensure_future(task).id() == task.id());
        auto const future = get_running_loop().create_future<int>();
        future.set_result(1);
        CHECK(ensure_future(future).id() == future.id());
    });
}

namespace {

// An object that is no coroutine and no future but can be awaited.
struct Awaitable {
    Coro<std::string> coroutine;

    auto operator co_await() const { return coroutine.operator co_await(); }
};

} // namespace

TEST_CASE("ensure_future lets a task await what is no coroutine") {
    in_loop([]() -> Coro<> {
        auto const task = ensure_future(Awaitable{after(0.5, "ok")});
        CHECK_FALSE(task.done());
        auto const result = co_await task;
        CHECK(result == "ok");
        CHECK(now() == 0.5);

        auto const sleeping = ensure_future(sleep(0.5));
        co_await sleeping;
        CHECK(now() == 1);
    });
}

namespace {

// [task async for task in completed], as many as wanted.
template <typename Completed>
Coro<std::vector<typename Completed::Member>> take(Completed& completed, std::size_t most = 100) {
    std::vector<typename Completed::Member> taken;
    while (taken.size() < most) {
        auto next = co_await next_of(completed);
        if (!next) break;
        taken.push_back(*next);
    }
    co_return taken;
}

} // namespace

TEST_CASE("async for over as_completed gives the tasks it was given and those it makes of coroutines") {
    in_loop([]() -> Coro<> {
        std::vector const tasks{create_task(after(0.2, "b")), create_task(after(0.1, "a"))};
        auto of_tasks = as_completed(tasks);
        auto const out = co_await take(of_tasks);
        CHECK(out == std::vector{tasks[1], tasks[0]});
        CHECK(now() == 0.2);

        auto of_coroutines = as_completed(both(0.2, 0.1));
        auto const made = co_await take(of_coroutines);
        REQUIRE(made.size() == 2);
        CHECK(made[0].done());
        CHECK(made[0].result() == "b");
        CHECK(made[1].result() == "a");
        CHECK(made[1].name() == "Task-4");

        std::vector<Future<int>> futures{get_running_loop().create_future<int>()};
        futures[0].set_exception(ValueError("no"));
        auto of_futures = as_completed(futures);
        auto const failed = co_await take(of_futures);
        CHECK(failed == futures);
        CHECK(repr(failed[0].exception()) == "ValueError('no')");

        auto of_nothing = as_completed(std::vector<Task<int>>());
        auto const none = co_await take(of_nothing);
        CHECK(none.empty());
        auto const error = co_await error_of(of_nothing.anext());
        CHECK(error == "StopAsyncIteration()");
    });
}

TEST_CASE("an iteration over as_completed that was left goes on with the next one") {
    in_loop([]() -> Coro<> {
        auto const three = [] {
            auto coroutines = both(0.1, 0.2);
            coroutines.push_back(after(0.3, "c"));
            return coroutines;
        };
        std::vector<std::string> results;
        auto plain = as_completed(three());
        for (auto next : plain) {
            auto const result = co_await next;
            results.push_back(result);
            if (results.size() == 2) break;
        }
        for (auto next : plain) {
            auto const result = co_await next;
            results.push_back(result);
        }
        CHECK(results == std::vector<std::string>{"a", "b", "c"});
        for (auto next : plain) {
            auto const result = co_await next;
            results.push_back(result);
        }
        CHECK(results.size() == 3);

        auto asynchronous = as_completed(three());
        auto const first = co_await take(asynchronous, 2);
        CHECK(first.size() == 2);
        auto const rest = co_await take(asynchronous);
        REQUIRE(rest.size() == 1);
        CHECK(rest[0].result() == "c");
    });
}

TEST_CASE("async for over as_completed raises when the time is over and can go on to raise again") {
    in_loop([]() -> Coro<> {
        std::vector const tasks{create_task(after(1, "a")), create_task(after(2, "b")),
                                create_task(after(3, "c"))};
        auto completed = as_completed(tasks, 1.5);
        auto const in_time = co_await take(completed, 1);
        CHECK(in_time[0] == tasks[0]);
        for (int i = 0; i < 2; ++i) {
            auto const error = co_await error_of(completed.anext());
            CHECK(error == "TimeoutError()");
            CHECK(now() == 1.5);
        }
        auto const rest = co_await take(completed);
        CHECK(rest.empty());
        CHECK_FALSE(tasks[1].done());
        co_await tasks[2];
    });
}

TEST_CASE("as_completed makes its tasks when the iteration begins or at the call as since 3.13") {
    for (bool const at_call : {false, true}) {
        Rules rules;
        rules.as_completed_begins_at_call = at_call;
        auto const main = [at_call]() -> Coro<> {
            auto completed = as_completed(both(0.1, 0.2));
            CHECK(all_tasks().size() == (at_call ? 3 : 1));
            co_await sleep(1);
            for (auto next : completed) co_await next;
            CHECK(now() == (at_call ? 1 : 1.2));
        };
        in_loop(main, rules);
    }
}
