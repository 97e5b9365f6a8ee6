// What CPython's test_base_events and test_runners state of debug mode, handlers of exceptions and factories
// of tasks; base_events.md and runners.md say which test stands where.
#include "outcome.hpp"
#include "program.hpp"

using namespace aio;

namespace {

Coro<> nothing() { co_return; }

} // namespace

TEST_CASE("debug mode is switched on and off and run sets it for its loop") {
    in_program([] {
        EventLoop loop;
        loop.set_debug(true);
        CHECK(loop.get_debug());
        loop.set_debug(false);
        CHECK_FALSE(loop.get_debug());
        auto const is_debug = []() -> Coro<bool> { co_return get_running_loop().get_debug(); };
        CHECK_FALSE(aio::run(is_debug()));
        CHECK_FALSE(aio::run(is_debug(), false));
        CHECK(aio::run(is_debug(), true));
        Runner quiet(false);
        CHECK_FALSE(quiet.get_loop().get_debug());
        Runner loud(true);
        CHECK(loud.get_loop().get_debug());
    });
}

TEST_CASE("in debug mode no way to schedule a callback takes a coroutine function") {
    in_program([] {
        EventLoop loop;
        loop.set_debug(true);
        auto const refused = [](char const* method) {
            return "TypeError('coroutines cannot be used with " + std::string(method) + "()')";
        };
        CHECK(error_in([&] { loop.call_soon(nothing); }) == refused("call_soon"));
        CHECK(error_in([&] { loop.call_later(60, nothing); }) == refused("call_at"));
        CHECK(error_in([&] { loop.call_at(60, nothing); }) == refused("call_at"));
    });
}

TEST_CASE("a handler of exceptions is told the error until it is taken back") {
    auto const run = in_program([] {
        EventLoop loop;
        auto const fail_once = [&] {
            loop.call_soon([] { throw ZeroDivisionError(); }, "zero_error");
            loop.call_soon([&] { loop.stop(); });
            loop.run_forever();
        };
        CHECK_FALSE(loop.get_exception_handler());
        int calls = 0;
        loop.set_exception_handler([&](EventLoop& its, ExceptionContext const& context) {
            ++calls;
            CHECK(&its == &loop);
            CHECK(context.message == "Exception in callback zero_error()");
            CHECK(repr(context.exception) == "ZeroDivisionError()");
            CHECK(context.handle != nullptr);
        });
        CHECK(loop.get_exception_handler());
        fail_once();
        CHECK(calls == 1);
        loop.set_exception_handler(nullptr);
        fail_once();
        CHECK(calls == 1);
        loop.set_exception_handler([](EventLoop&, ExceptionContext const&) { throw KeyError("spam"); });
        fail_once();
    });
    auto const logged = run.events({"log"});
    REQUIRE(logged.size() == 2);
    CHECK_THAT(logged[0], Catch::Matchers::ContainsSubstring("Exception in callback zero_error()"));
    CHECK_THAT(logged[1], Catch::Matchers::ContainsSubstring("Unhandled error in exception handler"));
}

TEST_CASE("a factory that is taken back makes no more tasks and names are given as ever") {
    in_program([] {
        EventLoop loop;
        int made = 0;
        auto const factory = [&](EventLoop&, TaskOptions&, MakeTask const& make) {
            ++made;
            make();
        };
        CHECK_FALSE(loop.get_task_factory());
        loop.set_task_factory(factory);
        CHECK(loop.get_task_factory());
        auto const first = loop.create_task(nothing(), "test_task");
        CHECK(first.name() == "test_task");
        loop.run_until_complete(first.state());
        loop.set_task_factory(nullptr);
        auto const second = loop.create_task(nothing(), "test_task");
        CHECK(second.name() == "test_task");
        loop.run_until_complete(second.state());
        CHECK(made == 1);
    });
}

TEST_CASE("in debug mode what takes as long as the limit is logged by callback and by task") {
    auto const run = in_program([] {
        EventLoop loop;
        loop.set_debug(true);
        loop.slow_callback_duration = 0.0;
        loop.call_soon([&] { loop.stop(); }, "stop_loop");
        loop.run_forever();
        auto const stops = [&]() -> Coro<> {
            loop.stop();
            co_return;
        };
        auto const task = loop.create_task(stops());
        loop.run_forever();
    });
    auto const logged = run.events({"log"});
    REQUIRE(logged.size() >= 2);
    CHECK_THAT(logged[0], Catch::Matchers::ContainsSubstring("Executing h"));
    CHECK_THAT(logged[0], Catch::Matchers::ContainsSubstring(" took 0.000 seconds"));
    CHECK_THAT(logged[1], Catch::Matchers::ContainsSubstring("Executing t1 took 0.000 seconds"));
}
