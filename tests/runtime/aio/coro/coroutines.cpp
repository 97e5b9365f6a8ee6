#include "support/catch.hpp"
#include "support/recorded.hpp"

using namespace aio;
using Lines = std::vector<std::string>;

namespace {
Coro<int> greet(std::string name) {
    print("hello", name);
    co_return static_cast<int>(name.size());
}
Coro<int> twice(int number) { co_return number * 2; }
Coro<int> chain(int depth) {
    if (depth == 0) co_return 0;
    int const below = co_await chain(depth - 1);
    co_return below + 1;
}
Coro<> fails() {
    throw ValueError("boom");
    co_return;
}
} // namespace

TEST_CASE("calling a coroutine function runs nothing") {
    auto const run = run_recorded([] {
        auto coro = greet("Ada");
        coro.close();
    });
    CHECK(run.output.empty());
    CHECK(run.events({"coro.create", "coro.start", "coro.close", "coro.unawaited"}) ==
          Lines{"coro.create c1 greet('Ada')", "coro.close c1"});
}

TEST_CASE("a coroutine that is dropped before it started is reported") {
    auto const run = run_recorded([] { auto coro = greet("Ada"); });
    CHECK(run.errors == "RuntimeWarning: coroutine 'greet' was never awaited\n");
    CHECK(run.events({"coro.unawaited", "warn"}) ==
          Lines{"coro.unawaited c1", "warn RuntimeWarning: coroutine 'greet' was never awaited"});
}

TEST_CASE("awaiting a coroutine that never suspends does not leave the task") {
    auto const run = run_recorded([] {
        auto const main = []() -> Coro<> { print(co_await twice(21)); };
        aio::run(main());
    });
    CHECK(run.output == "42\n");
    CHECK(run.count("task.step") == 1);
    CHECK(run.events({"coro.start", "coro.return"}) ==
          Lines{"coro.start c1 t1", "coro.start c2 c1", "coro.return c2 42", "coro.return c1 None"});
}

TEST_CASE("a chain of a hundred thousand awaits needs no deep native stack") {
    int depth = 0;
    auto const main = [&]() -> Coro<> { depth = co_await chain(100'000); };
    aio::run(main());
    CHECK(depth == 100'000);
}

TEST_CASE("awaiting a finished coroutine again is an error as in CPython") {
    auto const run = run_recorded([] {
        auto const main = []() -> Coro<> {
            auto coro = twice(1);
            co_await coro;
            try {
                co_await coro;
            } catch (RuntimeError const& error) {
                print(error.message());
            }
        };
        aio::run(main());
    });
    CHECK(run.output == "cannot reuse already awaited coroutine\n");
}

TEST_CASE("an exception goes up the chain of awaits and out of run") {
    auto const run = run_recorded([] {
        auto const main = []() -> Coro<> { co_await fails(); };
        aio::run(main());
    });
    CHECK(run.exit_code == 1);
    CHECK(run.log.end()->error == "ValueError: boom");
    CHECK(run.events({"coro.raise", "task.done"}) == Lines{"coro.raise c2 ValueError('boom')",
                                                           "coro.raise c1 ValueError('boom')",
                                                           "task.done t1 exception ValueError('boom')"});
}

TEST_CASE("a coroutine function and a coroutine object are told apart") {
    CHECK(iscoroutinefunction(greet));
    auto coro = greet("Ada");
    CHECK(iscoroutine(coro));
    coro.close();
    CHECK_FALSE(iscoroutine(3));
}

TEST_CASE("a coroutine's name is found in what either compiler calls its function") {
    CHECK(function_name("aio::Coro<int> {anonymous}::fetch(std::string, int)") == "fetch");
    CHECK(function_name("Coro<int> (anonymous namespace)::fetch(std::string, int)") == "fetch");
    CHECK(function_name("aio::Coro<T> lesson::twice(T) [with T = int [3]]") == "twice");
    CHECK(function_name("Coro<T> lesson::twice(T) [T = int[3]]") == "twice");
    CHECK(function_name("main()::<lambda(int)>") == "<lambda>");
    CHECK(function_name("auto main()::(anonymous class)::operator()(int) const") == "<lambda>");
}
