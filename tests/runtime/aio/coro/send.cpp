#include "support/catch.hpp"
#include "support/recorded.hpp"

using namespace aio;
using Lines = std::vector<std::string>;

namespace {
Coro<int> add(int a, int b) {
    print("body runs");
    co_return a + b;
}
Coro<int> inner() {
    Object const value = co_await yield_("pause-signal");
    print("inner resumed with", value);
    co_return *value.as<int>() * 2;
}
Coro<int> outer() { co_return co_await inner() + 1; }
Coro<std::string> forgiving() {
    for (;;) {
        std::exception_ptr error;
        try {
            co_await yield_("waiting");
        } catch (ValueError const&) {
            error = std::current_exception();
        }
        if (error) print("caught", error);
    }
}
Coro<> stubborn() {
    try {
        co_await yield_();
    } catch (GeneratorExit const&) {
        print("not now");
    }
    co_await yield_();
}
} // namespace

TEST_CASE("send runs a coroutine to its end and the result comes in StopIteration") {
    auto const run = run_recorded([] {
        auto coro = add(2, 3);
        try {
            coro.send();
        } catch (StopIteration const& stop) {
            print("value", stop.value());
        }
        try {
            coro.send();
        } catch (RuntimeError const& error) {
            print(error.message());
        }
    });
    CHECK(run.output == "body runs\nvalue 5\ncannot reuse already awaited coroutine\n");
    CHECK(run.events({"coro.start", "coro.return"}) == Lines{"coro.start c1", "coro.return c1 5"});
}

TEST_CASE("a yield at the bottom goes to the driver through every await and so does what is sent") {
    auto const run = run_recorded([] {
        auto coro = outer();
        Object const got = coro.send();
        print("driver got", got, "outer awaits", coro.awaits());
        print(coro.state() == CoroutineState::suspended);
        try {
            coro.send(20);
        } catch (StopIteration const& stop) {
            print("returned", stop.value());
        }
        print(coro.state() == CoroutineState::closed);
    });
    CHECK(run.output ==
          "driver got pause-signal outer awaits inner\nTrue\ninner resumed with 20\nreturned 41\nTrue\n");
    CHECK(run.events({"coro.suspend", "coro.resume"}) == Lines{"coro.suspend c2 yield", "coro.resume c2"});
}

TEST_CASE("a just started coroutine takes nothing but None and stays as it was") {
    auto coro = add(1, 1);
    CHECK_THROWS_AS(coro.send(1), TypeError);
    CHECK(coro.state() == CoroutineState::created);
    coro.close();
}

TEST_CASE("throw_ raises where the coroutine is suspended and gives the next yield") {
    auto const run = run_recorded([] {
        auto coro = forgiving();
        coro.send();
        print(coro.throw_(ValueError("boom")));
        coro.close();
    });
    CHECK(run.output == "caught ValueError('boom')\nwaiting\n");
    CHECK(run.events({"coro.throw", "coro.close"}) ==
          Lines{"coro.throw c1 ValueError('boom')", "coro.close c1"});
}

TEST_CASE("throw_ into a coroutine that never started closes it") {
    auto coro = add(1, 1);
    CHECK_THROWS_AS(coro.throw_(ValueError("boom")), ValueError);
    CHECK(coro.state() == CoroutineState::closed);
}

TEST_CASE("a coroutine may not ignore GeneratorExit") {
    auto const run = run_recorded([] {
        auto coro = stubborn();
        coro.send();
        try {
            coro.close();
        } catch (RuntimeError const& error) {
            print(error.message());
        }
    });
    CHECK(run.output == "not now\ncoroutine ignored GeneratorExit\n");
}

TEST_CASE("a StopIteration that is raised inside becomes a RuntimeError") {
    auto const raises = []() -> Coro<> {
        throw StopIteration(1);
        co_return;
    };
    auto coro = raises();
    CHECK_THROWS_AS(coro.send(), RuntimeError);
}

TEST_CASE("a task does not know what to do with a yielded value and says so") {
    auto const run = run_recorded([] {
        auto const main = []() -> Coro<> { co_await yield_(42); };
        aio::run(main());
    });
    CHECK(run.log.end()->error == "RuntimeError: Task got bad yield: 42");
}

TEST_CASE("a bare yield in a task is one turn of the loop") {
    auto const run = run_recorded([] {
        auto const main = []() -> Coro<> { print(co_await yield_()); };
        aio::run(main());
    });
    CHECK(run.output == "None\n");
    CHECK(run.count("task.step") == 2);
}

TEST_CASE("a coroutine dropped while suspended by hand leaves nothing behind") {
    auto coro = outer();
    CHECK(coro.send().str() == "pause-signal");
}
