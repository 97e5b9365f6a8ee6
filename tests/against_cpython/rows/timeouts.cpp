// What CPython's test_timeouts states; timeouts.md says which test stands where.
#include "outcome.hpp"
#include "program.hpp"

using namespace aio;

namespace {

void cancel_myself() { thread_state.task->cancel(); }
Coro<> sleeps(double delay) { co_await sleep(delay); }
// time.sleep: keeps the loop busy.
void block(double seconds) { execution.now += to_ns(seconds); }

} // namespace

TEST_CASE("a timeout and a timeout_at cancel what they surround and turn that into TimeoutError") {
    auto const main = []() -> Coro<> {
        bool cancelled = false;
        auto const body = [&]() -> Coro<> {
            try {
                co_await sleep(10);
            } catch (CancelledError const&) {
                cancelled = true;
                throw;
            }
        };
        Timeout relative = timeout(0.01);
        co_await expect(within(relative, body), "TimeoutError");
        CHECK(cancelled);
        CHECK(relative.expired());

        double const deadline = now() + 0.01;
        Timeout absolute = timeout_at(deadline);
        co_await expect(within(absolute, body), "TimeoutError");
        CHECK(absolute.expired());
        CHECK(absolute.when() == deadline);
    };
    in_loop(main);
}

TEST_CASE("of two timeouts with one deadline only the outer one raises TimeoutError") {
    auto const main = []() -> Coro<> {
        double const deadline = now() + 0.01;
        Timeout outer = timeout_at(deadline);
        std::string inner_ended;
        bool inner_expired = false;
        auto const body = [&]() -> Coro<> {
            Timeout inner = timeout_at(deadline);
            auto const sleeps_long = [] { return sleeps(10); };
            std::exception_ptr error;
            try {
                co_await within(inner, sleeps_long);
            } catch (...) {
                error = std::current_exception();
            }
            inner_ended = shape(error);
            inner_expired = inner.expired();
            std::rethrow_exception(error);
        };
        co_await expect(within(outer, body), "TimeoutError");
        CHECK(inner_ended == "CancelledError");
        CHECK(inner_expired);
        CHECK(outer.expired());
    };
    in_loop(main);
}

TEST_CASE("a timeout that is not reached or has no deadline leaves its block alone") {
    auto const main = []() -> Coro<> {
        auto const body = [] { return sleeps(0.01); };
        Timeout far = timeout(10);
        co_await expect(within(far, body), "None");
        CHECK_FALSE(far.expired());
        CHECK(far.when() > now());
        Timeout never = timeout(std::nullopt);
        co_await expect(within(never, body), "None");
        CHECK_FALSE(never.expired());
        CHECK(never.when() == std::nullopt);
        Timeout never_at = timeout_at(std::nullopt);
        co_await expect(within(never_at, body), "None");
        CHECK_FALSE(never_at.expired());
        CHECK(never_at.when() == std::nullopt);
    };
    in_loop(main);
}

TEST_CASE("a timeout of zero or in the past expires at the first suspension") {
    double const delay = GENERATE(0.0, -11.0);
    double const nap = GENERATE(0.0, 10.0);
    auto const main = [&]() -> Coro<> {
        double const start = now();
        Timeout limit = timeout(delay);
        auto const body = [&] { return sleeps(nap); };
        co_await expect(within(limit, body), "TimeoutError");
        CHECK(limit.expired());
        CHECK(limit.when() == start + delay);
        CHECK(now() == start);
    };
    in_loop(main);
}

TEST_CASE("other errors pass through a timeout whether it has expired or not") {
    auto const main = []() -> Coro<> {
        Timeout early = timeout(0.01);
        auto const fails = []() -> Coro<> {
            throw KeyError();
            co_return;
        };
        co_await expect(within(early, fails), "KeyError");
        CHECK_FALSE(early.expired());
        Timeout late = timeout(0.01);
        co_await expect(within(late, fails_when_cancelled), "ZeroDivisionError");
        CHECK(late.expired());
    };
    in_loop(main);
}

TEST_CASE("a timeout around a task group ends by the errors of its tasks") {
    auto const main = []() -> Coro<> {
        Timeout limit = timeout(0.01);
        auto const group_body = [](TaskGroup& group) -> Coro<> {
            group.create_task(fails_when_cancelled());
            co_await sleep(1);
        };
        auto const body = [&] { return in_group(group_body); };
        co_await expect(within(limit, body), "ExceptionGroup(ZeroDivisionError)");
        CHECK(limit.expired());
        CHECK(thread_state.task->cancelling() == 0);
    };
    in_loop(main);
}

TEST_CASE("a cancellation that the timeout did not ask for is no timeout") {
    auto const main = []() -> Coro<> {
        auto const body = []() -> Coro<> {
            cancel_myself();
            co_await sleep(10);
        };
        Timeout limit = timeout(10);
        co_await expect(within(limit, body), "CancelledError");
        CHECK_FALSE(limit.expired());
    };
    in_loop(main);
}

TEST_CASE("a task whose block timed out is not cancelled") {
    auto const main = []() -> Coro<> {
        auto const outer = []() -> Coro<> {
            Timeout limit = timeout(0.001);
            auto const body = [] { return sleeps(10); };
            co_await expect(within(limit, body), "TimeoutError");
        };
        auto const task = create_task(outer());
        co_await task;
        CHECK_FALSE(task.cancelled());
        CHECK(task.done());
    };
    in_loop(main);
}

TEST_CASE("when nested timeouts pass in one busy step only the outer one raises TimeoutError") {
    double const outer_limit = GENERATE(0.002, 0.1);
    double const inner_limit = 0.102 - outer_limit;
    double const busy_for = outer_limit < inner_limit ? 0.01 : 0.1;
    in_loop([&]() -> Coro<> {
        Timeout outer = timeout(outer_limit);
        auto const busy = [&]() -> Coro<> {
            block(busy_for);
            co_await sleep(1);
        };
        auto const body = [&]() -> Coro<> {
            Timeout inner = timeout(inner_limit);
            std::exception_ptr error;
            try {
                co_await within(inner, busy);
            } catch (CancelledError const&) {
                error = std::current_exception();
            }
            REQUIRE(error);
            CHECK(inner.expired() == (inner_limit <= busy_for));
            std::rethrow_exception(error);
        };
        co_await expect(within(outer, body), "TimeoutError");
        CHECK(now() == busy_for);
    });
}

TEST_CASE("somebody else may move the deadline of a block that waits") {
    auto const main = []() -> Coro<> {
        Timeout* limit = nullptr;
        bool expired = true;
        double const first = now() + 10;
        double const second = first + 20;
        auto const block_with_limit = [&]() -> Coro<> {
            Timeout its = timeout_at(first);
            limit = &its;
            auto const body = [] { return sleeps(50); };
            std::exception_ptr error;
            try {
                co_await within(its, body);
            } catch (...) {
                error = std::current_exception();
            }
            expired = its.expired();
            std::rethrow_exception(error);
        };
        auto const task = create_task(block_with_limit());
        co_await sleep(0);
        CHECK(limit->when() == first);
        limit->reschedule(second);
        CHECK(limit->when() == second);
        limit->reschedule(std::nullopt);
        CHECK(limit->when() == std::nullopt);
        task.cancel();
        co_await expect(task, "CancelledError");
        CHECK_FALSE(expired);
    };
    in_loop(main);
}

TEST_CASE("a timeout shows its state and its deadline while it is active") {
    auto const main = []() -> Coro<> {
        co_await sleep(0.0126);
        Timeout limit = timeout(10);
        CHECK(repr(limit) == "<Timeout [active] when=10.013>");
        auto const yields = [] { return sleeps(0); };
        co_await within(limit, yields);
        CHECK(repr(limit) == "<Timeout [finished]>");
        Timeout never = timeout(std::nullopt);
        CHECK(repr(never) == "<Timeout [active] when=None>");
        co_await within(never, yields);
        Timeout late = timeout(0.01);
        auto const sleeps_long = [] { return sleeps(10); };
        co_await expect(within(late, sleeps_long), "TimeoutError");
        CHECK(repr(late) == "<Timeout [expired]>");
    };
    in_loop(main);
}

TEST_CASE("a timeout may stand in the cleanup of another one that has expired") {
    auto const main = []() -> Coro<> {
        Timeout outer = timeout(0.01);
        auto const body = []() -> Coro<> {
            std::exception_ptr cancelled;
            try {
                co_await sleep(1);
            } catch (CancelledError const&) {
                cancelled = std::current_exception();
            }
            Timeout inner = timeout(0.01);
            auto const cleanup = [] { return sleeps(10); };
            co_await expect(within(inner, cleanup), "TimeoutError");
            std::rethrow_exception(cancelled);
        };
        co_await expect(within(outer, body), "TimeoutError");
        CHECK(now() == 0.02);
    };
    in_loop(main);
}

TEST_CASE("a cancellation swallowed before the block is not taken for the timeout's own") {
    auto const main = []() -> Coro<> {
        cancel_myself();
        co_await expect(sleeps(1), "CancelledError");
        CHECK(thread_state.task->cancelling() == 1);

        Timeout at_once = timeout(0.0);
        auto const cleanup = [] { return sleeps(1); };
        co_await expect(within(at_once, cleanup), "TimeoutError");
        CHECK(thread_state.task->cancelling() == 1);

        Timeout later = timeout(1.0);
        auto const cancelled_cleanup = []() -> Coro<> {
            cancel_myself();
            co_await sleep(2);
        };
        co_await expect(within(later, cancelled_cleanup), "CancelledError");
    };
    in_loop(main);
}

TEST_CASE("a timeout that is over cannot be moved and says why") {
    auto const main = []() -> Coro<> {
        auto const move = [](Timeout& limit) { return error_in([&] { limit.reschedule(0.02); }); };
        auto const nothing = []() -> Coro<> { co_return; };
        Timeout finished = timeout(0.01);
        co_await within(finished, nothing);
        CHECK(move(finished) == "RuntimeError('Cannot change state of finished Timeout')");

        Timeout expired = timeout(0.01);
        auto const sleeps_long = [] { return sleeps(1); };
        co_await expect(within(expired, sleeps_long), "TimeoutError");
        CHECK(move(expired) == "RuntimeError('Cannot change state of expired Timeout')");

        Timeout expiring = timeout(0.01);
        auto const swallows = [&]() -> Coro<> {
            co_await expect(sleeps(1), "CancelledError");
            CHECK(expiring.expired());
            CHECK(move(expiring) == "RuntimeError('Cannot change state of expiring Timeout')");
        };
        co_await expect(within(expiring, swallows), "None");
    };
    in_loop(main);
}

TEST_CASE("a timeout needs a task") {
    CHECK(error_in([] { Timeout const limit(0.01); }) ==
          "RuntimeError('Timeout should be used inside a task')");
}
