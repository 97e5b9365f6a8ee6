// What CPython's test_runners and test_pep492 state; runners.md and pep492.md say which test stands where.
#include "aio/protocols/generator.hpp"
#include "outcome.hpp"
#include "program.hpp"

using namespace aio;

TEST_CASE("run gives what main returns or raises") {
    auto const returns = []() -> Coro<int> {
        co_await sleep(0);
        co_return 42;
    };
    CHECK(aio::run(returns()) == 42);
    auto const raises = []() -> Coro<> {
        co_await sleep(0);
        throw ValueError("spam");
    };
    CHECK(error_in([&] { aio::run(raises()); }) == "ValueError('spam')");
}

TEST_CASE("an error of a task that run cancels at its end is reported") {
    std::optional<Task<>> left_over;
    auto const run = in_program([&] {
        auto const fails_when_cancelled = []() -> Coro<> {
            try {
                co_await sleep(0.1);
            } catch (CancelledError const&) {
                throw ZeroDivisionError();
            }
        };
        auto const main = [&]() -> Coro<int> {
            left_over = create_task(fails_when_cancelled());
            co_return 123;
        };
        CHECK(aio::run(main()) == 123);
        CHECK(left_over->done());
    });
    CHECK_THAT(run.errors,
               Catch::Matchers::ContainsSubstring("unhandled exception during asyncio.run() shutdown"));
}

TEST_CASE("a generator whose task fails while run cancels it is closed") {
    int closed = 0;
    in_program([&] {
        auto const fidgets = [&]() -> AsyncGenerator<int> {
            Finally const finally([&] { ++closed; });
            for (;;) {
                co_yield 1;
                co_await sleep(1);
            }
        };
        std::optional<Task<>> lazy;
        auto const spins = [&]() -> Coro<> {
            auto generator = fidgets();
            try {
                for (;;) co_await generator.next();
            } catch (CancelledError const&) {
                throw ZeroDivisionError();
            }
        };
        auto const main = [&]() -> Coro<> {
            lazy = create_task(spins());
            throw KeyError("fancy exit");
            co_return;
        };
        CHECK(error_in([&] { aio::run(main()); }) == "KeyError('fancy exit')");
        CHECK(lazy->done());
    });
    CHECK(closed == 1);
}

TEST_CASE("a generator that yields nothing is awaited by a task without a turn") {
    auto const run = in_loop([]() -> Coro<> {
        auto const nothing = []() -> Generator<std::string> {
            co_return "spam";
            co_yield None{};
        };
        std::string const result = co_await nothing();
        CHECK(result == "spam");
    });
    CHECK(run.count("task.step") == 1);
}

TEST_CASE("a tool is held inside its block and free before and after it") {
    auto const check = [](auto tool) -> Coro<> {
        co_await sleep(0.01);
        CHECK_FALSE(tool.locked());
        {
            auto const held = co_await tool.scoped();
            CHECK(tool.locked());
            co_await sleep(0.01);
            CHECK(tool.locked());
        }
        CHECK_FALSE(tool.locked());
    };
    in_loop([&]() -> Coro<> {
        co_await check(Lock());
        co_await check(Condition());
        co_await check(Semaphore(1));
        co_await check(BoundedSemaphore(1));
    });
}

namespace {

int reprs = 0;
struct Counted {};
std::string repr(Counted const&) {
    ++reprs;
    return "counted";
}

} // namespace

TEST_CASE("run asks no result for its repr unless it is recorded") {
    auto const main = []() -> Coro<Counted> { co_return Counted(); };
    aio::run(main());
    CHECK(reprs == 0);
}

TEST_CASE("a runner runs coroutines on one loop until it is closed and then refuses") {
    auto const run = in_program([] {
        std::string const closed = "RuntimeError('Runner is closed')";
        auto const done = [](int value) -> Coro<int> {
            co_await sleep(0);
            co_return value;
        };
        Runner runner;
        CHECK(runner.run(done(1)) == 1);
        auto const number = LoopAccess(runner.get_loop()).number();
        CHECK(runner.run(done(2)) == 2);
        CHECK(LoopAccess(runner.get_loop()).number() == number);
        runner.close();
        CHECK(error_in([&] { runner.get_loop(); }) == closed);
        auto refused = done(3);
        CHECK(error_in([&] { runner.run(std::move(refused)); }) == closed);
        refused.close();
        runner.close();

        Runner unused;
        CHECK_FALSE(unused.get_loop().is_closed());
        unused.close();
        CHECK(error_in([&] { unused.get_loop(); }) == closed);
    });
    CHECK(run.count("loop.close") == 2);
    CHECK(run.errors.empty());
}

TEST_CASE("a runner cannot run inside its own loop") {
    auto const run = in_program([] {
        Runner runner;
        auto const inner = []() -> Coro<> { co_return; };
        auto const outer = [&]() -> Coro<> {
            runner.run(inner());
            co_return;
        };
        CHECK(error_in([&] { runner.run(outer()); }) ==
              "RuntimeError('Runner.run() cannot be called from a running event loop')");
    });
    CHECK(run.errors == "RuntimeWarning: coroutine '<lambda>' was never awaited\n");
}

TEST_CASE("what one coroutine of a runner sets in its context the next one sees") {
    in_program([] {
        ContextVar<int> const variable("cvar", -1);
        auto const swaps = [&](int value) -> Coro<int> {
            int const old = variable.get();
            co_await sleep(0);
            variable.set(value);
            co_return old;
        };
        auto const reads = [&]() -> Coro<int> { co_return variable.get(); };
        Runner runner;
        CHECK(runner.run(swaps(1)) == -1);
        CHECK(runner.run(swaps(2)) == 1);
        CHECK(runner.run(reads()) == 2);
        CHECK(variable.get() == -1);
    });
}
