// What CPython's test_base_events states of the loop itself; base_events.md says which test stands where.
#include "outcome.hpp"
#include "program.hpp"

using namespace aio;
using Lines = std::vector<std::string>;

TEST_CASE("a closed loop stays closed and runs nothing") {
    EventLoop loop;
    CHECK_FALSE(loop.is_closed());
    loop.close();
    CHECK(loop.is_closed());
    loop.close();
    loop.close();
    auto const future = loop.create_future();
    std::string const closed = "RuntimeError('Event loop is closed')";
    CHECK(error_in([&] { loop.run_forever(); }) == closed);
    CHECK(error_in([&] { loop.run_until_complete(future.state()); }) == closed);
    CHECK(error_in([&] { loop.call_soon([] {}); }) == closed);
    CHECK(error_in([&] { loop.call_later(1, [] {}); }) == closed);
    CHECK(error_in([&] { loop.call_at(1, [] {}); }) == closed);
}

TEST_CASE("call_soon is ready at once and a timer waits and a cancelled one is dropped unasked") {
    auto const run = in_program([] {
        EventLoop loop;
        loop.call_later(5, [] { print("never"); })->cancel();
        auto const second = loop.call_at(10, [&] {
            print("timer at", loop.time());
            loop.stop();
        });
        auto const soon = loop.call_soon([] { print("soon"); });
        loop.call_soon([] { print("never"); })->cancel();
        CHECK_FALSE(soon->cancelled());
        CHECK(second->when() == to_ns(10));
        loop.run_forever();
    });
    CHECK(run.output == "soon\ntimer at 10.0\n");
    CHECK(run.count("loop.select") == 2); // the second one goes right to the second timer
    CHECK(run.count("loop.advance") == 1);
}

TEST_CASE("timers of the past fire in the order of their deadlines") {
    auto const run = in_program([] {
        EventLoop loop;
        loop.call_later(-1, [] { print("a"); });
        loop.call_later(-2, [] { print("b"); });
        run_briefly(loop);
    });
    CHECK(run.output == "b\na\n");
}

TEST_CASE("a timer set with call_at fires when the loop's clock says so") {
    in_program([] {
        EventLoop loop;
        double const when = loop.time() + 0.1;
        loop.call_at(when, [&] { loop.stop(); });
        loop.run_forever();
        CHECK(loop.time() == when);
    });
}

TEST_CASE("what a callback schedules runs in the next turn") {
    auto const run = in_program([] {
        EventLoop loop;
        loop.call_later(-1, [&] {
            print("timer");
            loop.call_soon([] { print("next turn"); });
            loop.stop();
        });
        loop.run_forever();
        print("stopped");
        loop.call_soon([&] { loop.stop(); });
        loop.run_forever();
    });
    CHECK(run.output == "timer\nstopped\nnext turn\n");
}

TEST_CASE("hundreds of cancelled timers leave those that stay in order") {
    auto const run = in_program([] {
        EventLoop loop;
        loop.call_later(3000, [] { print("stays"); });
        std::vector<Ref<FunctionHandle<TimerHandle>>> timers;
        for (int i = 0; i < 300; ++i)
            timers.push_back(loop.call_later(i % 2 ? 100 : 3600, [i] { print(i); }));
        for (int i = 0; i < 300; ++i)
            if (i != 298 && i != 299) timers[static_cast<std::size_t>(i)]->cancel();
        loop.call_later(4000, [&] { loop.stop(); });
        loop.run_forever();
        CHECK(loop.time() == 4000);
    });
    CHECK(run.output == "299\nstays\n298\n");
}

TEST_CASE("a future can only be waited for in its own loop") {
    EventLoop loop;
    EventLoop other;
    auto const future = loop.create_future();
    CHECK(error_in([&] { other.run_until_complete(future.state()); }) ==
          "ValueError('The future belongs to a different loop than the one specified as the loop argument')");
}

TEST_CASE("a run that an interruption ended leaves no stop behind for the next run") {
    in_program([] {
        EventLoop loop;
        loop.call_soon([] { throw SystemExit(); });
        auto const first = loop.create_task(nap(0.1));
        CHECK(error_in([&] { loop.run_until_complete(first.state()); }) == "SystemExit()");
        CHECK_FALSE(loop.is_running());
        auto const second = loop.create_task(nap(0.2));
        CHECK(error_in([&] { loop.run_until_complete(second.state()); }) == "None");
        CHECK(first.done());
        CHECK(second.done());
    });
}

TEST_CASE(
    "a task that ends by KeyboardInterrupt leaves the loop and neither stops it later nor is reported") {
    auto const run = in_program([] {
        EventLoop loop;
        auto const interrupts = []() -> Coro<> {
            throw KeyboardInterrupt();
            co_return;
        };
        CHECK(error_in([&] {
                  auto const task = loop.create_task(interrupts());
                  loop.run_until_complete(task.state());
              }) == "KeyboardInterrupt()");
        bool called = false;
        loop.call_soon([&] {
            loop.call_soon([&] {
                called = true;
                loop.stop();
            });
        });
        loop.run_forever();
        CHECK(called);
    });
    CHECK(run.errors.empty());
}

TEST_CASE("what an interrupted turn had not run yet comes first in the next one") {
    auto const run = in_program([] {
        EventLoop loop;
        loop.call_soon([&] {
            loop.call_soon([] { print("later"); });
            throw KeyboardInterrupt();
        });
        loop.call_soon([] { print("left over"); });
        CHECK(error_in([&] { loop.run_forever(); }) == "KeyboardInterrupt()");
        loop.call_soon([&] { loop.stop(); });
        loop.run_forever();
    });
    CHECK(run.output == "left over\nlater\n");
}

TEST_CASE("a loop that was stopped before it runs takes one turn without waiting") {
    auto const run = in_program([] {
        EventLoop loop;
        int calls = 0;
        loop.call_soon([&] { ++calls; });
        loop.call_later(5, [&] { ++calls; });
        loop.stop();
        loop.run_forever();
        CHECK(calls == 1);
        CHECK(loop.time() == 0);
        loop.call_soon([&] { ++calls; });
        loop.call_soon([&] { loop.stop(); });
        loop.run_forever();
        CHECK(calls == 2);
    });
    CHECK(run.count("loop.select") == 2);
}

TEST_CASE("a loop cannot run inside itself or inside another one") {
    in_program([] {
        EventLoop outer;
        EventLoop inner;
        Lines refusals;
        auto const main = [&]() -> Coro<> {
            refusals.push_back(error_in([&] { inner.run_forever(); }));
            refusals.push_back(error_in([&] { outer.run_forever(); }));
            auto const future = outer.create_future();
            refusals.push_back(error_in([&] { outer.run_until_complete(future.state()); }));
            future.cancel(); // must not stop the loop
            co_await sleep(0);
            co_await sleep(0);
        };
        auto const task = outer.create_task(main());
        outer.run_until_complete(task.state());
        CHECK(refusals == Lines{"RuntimeError('Cannot run the event loop while another loop is running')",
                                "RuntimeError('This event loop is already running')",
                                "RuntimeError('This event loop is already running')"});
        CHECK(error_in([&] { outer.close(); }) == "None");
    });
}

TEST_CASE("an exception in a callback of either kind is logged and the loop goes on") {
    auto const run = in_program([] {
        EventLoop loop;
        auto const fails = [&](Future<bool> future) {
            future.set_result(true);
            throw ZeroDivisionError("division by zero");
        };
        for (double const delay : {0.0, 0.01}) {
            auto const future = loop.create_future<bool>();
            future.add_done_callback([&](Future<bool>) { loop.stop(); });
            if (delay == 0)
                loop.call_soon([=] { fails(future); }, "fails");
            else
                loop.call_later(
                    delay, [=] { fails(future); }, "fails");
            loop.run_forever();
        }
    });
    CHECK(run.count("log") == 2);
    CHECK_THAT(run.errors, Catch::Matchers::ContainsSubstring("Exception in callback fails()"));
}
