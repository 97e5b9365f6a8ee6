// What CPython's test_coroutines states of coroutine objects driven by hand; coroutines.md says which test
// stands where.
#include "aio/protocols/generator.hpp"
#include "outcome.hpp"
#include "program.hpp"

#include <type_traits>

using namespace aio;
using Lines = std::vector<std::string>;

namespace {

struct Driven {
    Lines yielded;
    std::string result;
};

// Sends None until it returns.
template <typename Coroutine>
Driven drive(Coroutine coroutine) {
    Driven driven;
    for (;;) {
        try {
            driven.yielded.push_back(coroutine.send({}).repr());
        } catch (StopIteration const& stop) {
            driven.result = stop.value().repr();
            return driven;
        }
    }
}

// An object whose __await__ yields these and returns the last one.
Generator<int> each_of(std::vector<int> values) {
    for (int const value : values) co_yield value;
    co_return values.back();
}

Generator<> one_pause() { co_yield None{}; }

} // namespace

TEST_CASE("what an awaited object yields goes to the driver and what it returns to the awaiter") {
    auto const main = [](std::vector<int> values) -> Coro<int> { co_return co_await each_of(values); };
    auto const three = drive(main({1, 2, 3}));
    CHECK(three.yielded == Lines{"1", "2", "3"});
    CHECK(three.result == "3");
    auto const one = drive(main({52}));
    CHECK(one.yielded == Lines{"52"});
    auto const nothing_yielded = drive(answer());
    CHECK(nothing_yielded.yielded.empty());
    CHECK(nothing_yielded.result == "42");
    // A generator made to be awaited can be iterated as well, a coroutine cannot: that does not compile.
    Lines iterated;
    auto generator = each_of({1, 2});
    for (auto const& value : generator) iterated.push_back(value.repr());
    CHECK(iterated == Lines{"1", "2"});
}

TEST_CASE("a generator may wait for a coroutine") {
    auto const spam = []() -> Coro<std::string> { co_return "spam"; };
    auto const bar = [&]() -> Generator<std::string> {
        auto coroutine = spam();
        co_return co_await coroutine;
    };
    auto const driven = drive(bar());
    CHECK(driven.yielded.empty());
    CHECK(driven.result == "'spam'");
}

TEST_CASE("awaits may stand in expressions and give coroutines to await") {
    auto const sum = []() -> Coro<int> {
        co_return co_await answer() + co_await answer() + co_await answer() * 1000 - -co_await answer();
    };
    CHECK(drive(sum()).result == "42126");
    auto const gives_coroutine = []() -> Coro<Coro<int>> { co_return answer(); };
    auto const awaits_twice = [&]() -> Coro<int> {
        auto inner = co_await gives_coroutine();
        co_return co_await inner;
    };
    CHECK(drive(awaits_twice()).result == "42");
    auto const pair = []() -> Coro<std::pair<int, std::string>> {
        int const first = co_await answer();
        co_return std::pair<int, std::string>(first, "ham");
    };
    CHECK(drive(pair()).result == "(42, 'ham')");
}

TEST_CASE("a returned tuple or StopIteration comes out as it is") {
    auto const tuple = []() -> Coro<std::tuple<int>> { co_return std::tuple<int>(10); };
    CHECK(drive(tuple()).result == "(10,)");
    auto const stop = []() -> Coro<StopIteration> { co_return StopIteration(10); };
    auto coroutine = stop();
    std::string held;
    try {
        coroutine.send();
    } catch (StopIteration const& outer) {
        if (auto const* inner = outer.value().as<StopIteration>()) held = inner->value().repr();
    }
    CHECK(held == "10");
}

TEST_CASE("a StopIteration raised in a coroutine says so as a RuntimeError") {
    auto const raises = []() -> Coro<> {
        throw StopIteration();
        co_return;
    };
    auto coroutine = raises();
    CHECK(step([&] { return coroutine.send(); }) == "RuntimeError('coroutine raised StopIteration')");
}

TEST_CASE("send and throw_ and close reach the innermost generator") {
    int marks = 0;
    auto const squares = [&]() -> Generator<> {
        Finally const finally([&] { marks += 1; });
        try {
            Object const sent = co_yield None{};
            int const number = *sent.as<int>();
            co_yield number* number;
        } catch (ZeroDivisionError const&) {
            marks += 100;
            throw;
        }
    };
    auto const awaits = [&]() -> Coro<> { co_await squares(); };
    auto closed = awaits();
    CHECK(closed.send().is_none());
    CHECK(closed.send(10).repr() == "100");
    CHECK(marks == 0);
    closed.close();
    CHECK(marks == 1);

    auto thrown = awaits();
    thrown.send();
    CHECK(step([&] { return thrown.throw_(ZeroDivisionError()); }) == "ZeroDivisionError()");
    CHECK(marks == 102);
}

TEST_CASE("an exception thrown in may be turned into another one on its way out") {
    class Marker : public Exception {
      public:
        char const* type_name() const noexcept override { return "Marker"; }
    };
    auto const future_like = []() -> Generator<std::string> {
        Object const sent = co_yield None{};
        co_return sent.str();
    };
    auto const inner = [&]() -> Coro<std::string> {
        try {
            co_return co_await future_like();
        } catch (ZeroDivisionError const&) {
            throw Marker();
        }
    };
    auto const outer = [&]() -> Coro<std::string> { co_return co_await inner(); };
    auto returns = outer();
    returns.send();
    CHECK(step([&] { return returns.send("spam"); }) == "StopIteration('spam')");
    auto raises = outer();
    raises.send();
    CHECK(step([&] { return raises.throw_(ZeroDivisionError()); }) == "Marker()");
}

TEST_CASE("a coroutine that sends to itself is executing already") {
    Coro<>* itself = nullptr;
    auto const sends = [&]() -> Coro<> {
        itself->send();
        co_return;
    };
    auto coroutine = sends();
    itself = &coroutine;
    CHECK(step([&] { return coroutine.send(); }) == "ValueError('coroutine already executing')");
}

TEST_CASE("a coroutine can be driven once and closed often") {
    std::string const reused = "RuntimeError('cannot reuse already awaited coroutine')";
    auto coroutine = answer();
    CHECK(step([&] { return coroutine.send(); }) == "StopIteration(42)");
    CHECK(step([&] { return coroutine.send(); }) == reused);
    CHECK(step([&] { return coroutine.throw_(KeyError("wat")); }) == reused);
    coroutine.close();
    coroutine.close();

    auto const reads = [](Coro<int>& other) -> Coro<int> { co_return co_await other; };
    auto spam = answer();
    auto first = reads(spam);
    CHECK(step([&] { return first.send(); }) == "StopIteration(42)");
    auto second = reads(spam);
    CHECK(step([&] { return second.send(); }) == reused);
}

TEST_CASE("a coroutine that failed under its awaiter cannot be awaited again") {
    std::string const reused = "RuntimeError('cannot reuse already awaited coroutine')";
    auto const inner = []() -> Coro<std::string> {
        co_await one_pause();
        co_return "spam";
    };
    auto const reads = [](Coro<std::string>& other) -> Coro<std::string> {
        co_await one_pause();
        co_return co_await other;
    };
    auto spammer = inner();
    auto first = reads(spammer);
    first.send();
    first.send();
    CHECK(step([&] { return first.throw_(Exception("ham")); }) == "Exception('ham')");
    auto second = reads(spammer);
    second.send();
    CHECK(step([&] { return second.send(); }) == reused);
    CHECK(step([&] { return second.throw_(Exception("wat")); }) == reused);
}

TEST_CASE("a coroutine that is under way elsewhere cannot be awaited") {
    auto const inner = []() -> Coro<> { co_await one_pause(); };
    auto const waits = [](Coro<>& other) -> Coro<> { co_await other; };
    auto coroutine = inner();
    coroutine.send();
    auto waiter = waits(coroutine);
    CHECK(step([&] { return waiter.send(); }) == "RuntimeError('coroutine is being awaited already')");
}

TEST_CASE("close raises GeneratorExit at the suspension once and a second yield is an error") {
    int exits = 0;
    auto const two_pauses = [&]() -> Generator<> {
        co_yield None{};
        try {
            co_yield None{};
        } catch (GeneratorExit const&) {
            ++exits;
        }
    };
    auto const awaits = [&]() -> Coro<> { co_await two_pauses(); };
    auto coroutine = awaits();
    coroutine.send();
    coroutine.send();
    CHECK(exits == 0);
    for (int i = 0; i < 4; ++i) {
        coroutine.close();
        CHECK(exits == 1);
    }
    auto const ignores = []() -> Coro<> {
        try {
            co_await one_pause();
        } catch (GeneratorExit const&) {
        }
        co_await one_pause();
    };
    auto ignoring = ignores();
    ignoring.send();
    CHECK(error_in([&] { ignoring.close(); }) == "RuntimeError('coroutine ignored GeneratorExit')");
}

TEST_CASE("a coroutine knows its state and what it awaits while it is suspended and only then") {
    Coro<>* watched = nullptr;
    auto const awaits = [&] { return std::string(watched->awaits()); };
    int checked = 0;
    struct Program {
        Generator<> a(std::function<void()> check) {
            check();
            co_yield None{};
            check();
        }
        Coro<> c(std::function<void()> check) { co_await a(check); }
        Coro<> b(std::function<void()> check) {
            check();
            co_await c(check);
            check();
        }
    } program;
    auto coroutine = program.b([&] {
        ++checked;
        CHECK(watched->state() == CoroutineState::running);
        CHECK(awaits().empty());
    });
    watched = &coroutine;
    CHECK(coroutine.state() == CoroutineState::created);
    CHECK(awaits().empty());
    coroutine.send();
    CHECK(coroutine.state() == CoroutineState::suspended);
    CHECK(awaits() == "c");
    CHECK(step([&] { return coroutine.send(); }) == "StopIteration()");
    CHECK(coroutine.state() == CoroutineState::closed);
    CHECK(awaits().empty());
    CHECK(checked == 4);
}

TEST_CASE("the stack is as deep after a throw as after a send") {
    auto const depth = [] {
        int frames = 0;
        for (Frame const* frame = thread_state.frame; frame; frame = frame->below) ++frames;
        return frames;
    };
    auto const c = [&]() -> Generator<> {
        std::exception_ptr error;
        try {
            co_yield depth();
        } catch (ZeroDivisionError const&) {
            error = std::current_exception();
        }
        co_yield depth();
    };
    auto const b = [&]() -> Coro<> { co_await c(); };
    auto const a = [&]() -> Coro<> { co_await b(); };
    in_program([&] {
        auto coroutine = a();
        auto const sent = coroutine.send();
        auto const thrown = coroutine.throw_(ZeroDivisionError());
        REQUIRE(sent.as<int>());
        CHECK(*sent.as<int>() == 3);
        CHECK(sent.repr() == thrown.repr());
    });
}

TEST_CASE("a coroutine object cannot be copied") {
    STATIC_REQUIRE_FALSE(std::is_copy_constructible_v<Coro<int>>);
    STATIC_REQUIRE_FALSE(std::is_copy_assignable_v<Coro<int>>);
}

TEST_CASE("coroutines that are dropped at the very end of a program do no harm") {
    auto const run = in_program([] {
        auto const nothing = []() -> Coro<> { co_return; };
        auto const main = [&]() -> Coro<> {
            static_cast<void>(gather(nothing()));
            co_return;
        };
        aio::run(main());
        auto const never = nothing();
    });
    CHECK(run.errors == "RuntimeWarning: coroutine '<lambda>' was never awaited\n");
}

TEST_CASE("a value that is no awaitable is refused by its type's name") {
    auto const awaits = [](Object value) -> Coro<> { co_await value; };
    auto const refusal = [&](Object value) {
        auto coroutine = awaits(std::move(value));
        return step([&] { return coroutine.send(); });
    };
    CHECK(refusal(1) == "TypeError(\"object int can't be used in 'await' expression\")");
    CHECK(refusal(std::vector<int>{}) == "TypeError(\"object list can't be used in 'await' expression\")");
    CHECK(refusal({}) == "TypeError(\"object NoneType can't be used in 'await' expression\")");
}
