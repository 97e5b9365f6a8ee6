// What CPython's test_waitfor states; waitfor.md says which test stands where.
#include "outcome.hpp"
#include "program.hpp"

using namespace aio;

namespace {

constexpr double tiny = 0.0001;

// Sleeps until its time is over, whatever is asked of it.
Coro<> stubborn(double seconds, bool& ended) {
    double const end = now() + seconds;
    while (now() < end) {
        try {
            co_await sleep(end - now());
        } catch (CancelledError const&) {
        }
    }
    ended = true;
}

Coro<std::string> done_after(double delay) {
    co_await sleep(delay);
    co_return "done";
}

} // namespace

TEST_CASE("wait_for ends only when what it waited for has ended whether cancelled or late") {
    auto const main = []() -> Coro<> {
        bool ended = false;
        auto const waits = [&]() -> Coro<> { co_await wait_for(stubborn(0.2, ended), 0.4); };
        auto const waiter = create_task(waits());
        co_await sleep(0);
        waiter.cancel();
        std::vector<Task<>> const only{waiter};
        co_await wait(only);
        CHECK(ended);
        CHECK(now() == 0.2);

        ended = false;
        co_await expect(wait_for(stubborn(0.2, ended), 0.1), "None"); // its own result counts
        CHECK(ended);
        CHECK(now() == 0.4);
    };
    in_loop(main);
}

TEST_CASE("wait_for without time to spare gives what is done and does not even start the rest") {
    double const limit = GENERATE(0.0, -1.0);
    auto const main = [&]() -> Coro<> {
        auto const future = get_running_loop().create_future<std::string>();
        future.set_result("done");
        std::string const result = co_await wait_for(future, limit);
        CHECK(result == "done");

        bool started = false;
        auto const starts = [&]() -> Coro<> {
            started = true;
            co_return;
        };
        co_await expect(wait_for(starts(), limit), "TimeoutError");
        CHECK_FALSE(started);

        std::string running;
        auto const runs = [&]() -> Coro<> {
            running = "yes";
            Finally const finally([&] { running = "no"; });
            co_await sleep(10);
        };
        auto const task = create_task(runs());
        co_await sleep(0);
        CHECK(running == "yes");
        co_await expect(wait_for(task, limit), "TimeoutError");
        CHECK(task.cancelled());
        CHECK(running == "no");
    };
    in_loop(main);
}

TEST_CASE("wait_for cancels a task whose time is over") {
    auto const main = []() -> Coro<> {
        bool running = true;
        auto const runs = [&]() -> Coro<> {
            Finally const finally([&] { running = false; });
            co_await sleep(300);
        };
        auto const task = create_task(runs());
        co_await expect(wait_for(task, 0.1), "TimeoutError");
        CHECK(task.done());
        CHECK(task.cancelled());
        CHECK_FALSE(running);
    };
    in_loop(main);
}

TEST_CASE("wait_for without a limit or with a future that comes in time gives the result") {
    auto const main = []() -> Coro<> {
        std::string const unlimited = co_await wait_for(done_after(0.1), None{});
        CHECK(unlimited == "done");
        auto const future = get_running_loop().create_future<std::string>();
        get_running_loop().call_later(0.1, [&] { future.set_result("ok"); });
        std::string const in_time = co_await wait_for(future, 0.2);
        CHECK(in_time == "ok");
    };
    in_loop(main);
}

TEST_CASE("a result given in spite of the cancellation is the result of wait_for") {
    auto const main = []() -> Coro<> {
        auto const inner = []() -> Coro<int> {
            try {
                co_await sleep(1);
            } catch (CancelledError const&) {
            }
            co_return 42;
        };
        int const result = co_await wait_for(inner(), 0.01);
        CHECK(result == 42);
        CHECK(now() == 0.01);
    };
    in_loop(main);
}

TEST_CASE("wait_for waits for a task that needs time to be cancelled") {
    double const limit = GENERATE(0.0, tiny);
    auto const main = [&]() -> Coro<> {
        bool done = false;
        auto const inner = [&]() -> Coro<> {
            std::exception_ptr cancelled;
            try {
                co_await sleep(10);
            } catch (CancelledError const&) {
                cancelled = std::current_exception();
            }
            co_await sleep(tiny);
            done = true;
            std::rethrow_exception(cancelled);
        };
        auto const task = create_task(inner());
        co_await sleep(tiny);
        co_await expect(wait_for(task, limit), "TimeoutError");
        CHECK(done);
    };
    in_loop(main);
}

TEST_CASE("an error raised while it is cancelled is the error of wait_for") {
    auto const main = []() -> Coro<> {
        auto const inner = []() -> Coro<> {
            try {
                co_await sleep(0.2);
            } catch (CancelledError const&) {
                throw KeyError("foo");
            }
        };
        auto const task = create_task(inner());
        co_await expect(wait_for(task, tiny), "KeyError");
    };
    in_loop(main);
}

TEST_CASE("a wait_for that waits for its own cancelled task can be cancelled itself") {
    auto const main = []() -> Coro<> {
        auto const inner = []() -> Coro<int> {
            for (int tries = 0; tries < 3; ++tries) {
                try {
                    co_await sleep(0.3);
                } catch (CancelledError const&) {
                }
            }
            co_return 42;
        };
        auto const inner_task = create_task(inner());
        auto const waits = [&]() -> Coro<> { co_await wait_for(inner_task, 0.1); };
        auto const waiter = create_task(waits());
        co_await sleep(0.2);
        waiter.cancel();
        co_await expect(waiter, "CancelledError");
        CHECK_FALSE(inner_task.done());
        int const result = co_await inner_task;
        CHECK(result == 42);
    };
    in_loop(main);
}

TEST_CASE("who cancels a wait_for cancels what it waits for with a limit and without") {
    bool const limited = GENERATE(false, true);
    auto const main = [&]() -> Coro<> {
        auto const blocks = []() -> Coro<> { co_await get_running_loop().create_future(); };
        auto const task = create_task(blocks());
        auto const waits = [&]() -> Coro<> {
            if (limited)
                co_await wait_for(task, 60.0);
            else
                co_await wait_for(task, None{});
        };
        auto const waiter = create_task(waits());
        get_running_loop().call_soon([&] { waiter.cancel(); });
        co_await expect(waiter, "CancelledError");
        CHECK(task.cancelled());
    };
    in_loop(main);
}

TEST_CASE("a shield keeps wait_for from cancelling the task behind it") {
    auto const main = []() -> Coro<> {
        auto const task = create_task(done_after(0.1));
        auto const shielded = shield(task);
        co_await expect(wait_for(shielded, 0.0), "TimeoutError");
        CHECK(shielded.cancelled());
        CHECK_FALSE(task.done());
        co_await expect(wait_for(shield(task), 0.01), "TimeoutError");
        CHECK_FALSE(task.done());
        std::string const result = co_await wait_for(shield(task), None{});
        CHECK(result == "done");
        CHECK(task.result() == "done");
    };
    in_loop(main);
}
