// What CPython's test_tasks.py asserts of wait and sleep and no other test of ours does.
#include "program.hpp"

#include <algorithm>
#include <cmath>

using namespace aio;

namespace {

Coro<> fail_after(double seconds) {
    if (seconds > 0) co_await sleep(seconds);
    throw ZeroDivisionError("err");
}

Coro<> yield_times(int count) {
    for (; count > 0; --count) co_await sleep(0);
}

template <typename T>
std::vector<ObjectId> ids(std::vector<Task<T>> const& tasks) {
    std::vector<ObjectId> found;
    for (auto const& task : tasks) found.push_back(task.id());
    std::sort(found.begin(), found.end());
    return found;
}

bool contains(std::vector<Task<>> const& set, Task<> const& task) {
    return std::any_of(set.begin(), set.end(), [&](auto const& each) { return each.id() == task.id(); });
}

// Two tasks, and what a wait for both gives.
struct Pair {
    EventLoop loop;
    Task<> a;
    Task<> b;

    Pair(std::function<Coro<>()> const& make_a, std::function<Coro<>()> const& make_b)
        : a(loop.create_task(make_a())), b(loop.create_task(make_b())) {}

    // As "done/pending": which of the two are in which set.
    std::string wait_for_both(WaitOptions options) {
        auto const body = [&]() -> Coro<std::string> {
            std::vector const both{b, a};
            auto const sets = co_await wait(both, options);
            auto const letters = [&](std::vector<Task<>> const& set) {
                std::string text;
                for (auto const& task : {a, b})
                    if (contains(set, task)) text += task.id() == a.id() ? "a" : "b";
                return text;
            };
            co_return letters(sets.first) + "/" + letters(sets.second);
        };
        return run_until_complete(loop, loop.create_task(body()));
    }
    void finish() { wait_for_both({}); }
};

Coro<> for_01() { return nap(0.1); }
Coro<> for_015() { return nap(0.15); }
Coro<> for_10() { return nap(10.0); }

} // namespace

TEST_CASE("wait gives both tasks when both are done and takes no time when they are done already") {
    in_program([] {
        Pair pair(for_01, for_015);
        CHECK(pair.wait_for_both({}) == "ab/");
        CHECK(pair.loop.time() == 0.15);
        CHECK(pair.wait_for_both({}) == "ab/");
        CHECK(pair.loop.time() == 0.15);
    });
}

TEST_CASE("wait for the first completed leaves the other running") {
    in_program([] {
        Pair pair(for_10, for_01);
        CHECK(pair.wait_for_both({std::nullopt, FIRST_COMPLETED}) == "b/a");
        CHECK_FALSE(pair.a.done());
        CHECK(pair.b.done());
        CHECK(pair.loop.time() == 0.1);
        pair.finish();
        CHECK(pair.loop.time() == 10);
    });
}

TEST_CASE("wait gives as done what became done before the waiter could run") {
    in_program([] {
        Pair pair([] { return yield_times(1); }, [] { return yield_times(2); });
        CHECK(pair.wait_for_both({std::nullopt, FIRST_COMPLETED}) == "ab/");
    });
}

TEST_CASE("wait for the first exception ends when one fails or has failed") {
    double const delay = GENERATE(0, 0.01);
    in_program([=] {
        Pair pair(for_10, [=] { return fail_after(delay); });
        CHECK(pair.wait_for_both({std::nullopt, FIRST_EXCEPTION}) == "b/a");
        CHECK(pair.loop.time() == delay);
        pair.finish();
        CHECK(repr(pair.b.exception()) == "ZeroDivisionError('err')");
    });
}

TEST_CASE("wait for all does not raise what one of them raised") {
    in_program([] {
        Pair pair(for_01, [] { return fail_after(0.15); });
        for (int i = 0; i < 2; ++i) {
            CHECK(pair.wait_for_both({}) == "ab/");
            CHECK(pair.loop.time() == 0.15);
        }
        CHECK(pair.a.exception() == nullptr);
        CHECK(repr(pair.b.exception()) == "ZeroDivisionError('err')");
    });
}

TEST_CASE("wait with a timeout gives what is done by then also if it is done in that very moment") {
    double const timeout = GENERATE(0.11, 0.1);
    in_program([=] {
        Pair pair(for_01, for_015);
        CHECK(pair.wait_for_both({timeout, ALL_COMPLETED}) == "a/b");
        CHECK(pair.loop.time() == timeout);
        pair.finish();
    });
}

TEST_CASE("wait counts a task given twice once and any number of tasks") {
    in_loop([]() -> Coro<> {
        auto const echo = [](int value) -> Coro<int> { co_return value; };
        auto const task = create_task(echo(1));
        std::vector<Task<int>> tasks{task, task, create_task(echo(2))};
        auto const sets = co_await wait(tasks);
        CHECK(sets.first.size() == 2);
        CHECK(sets.second.empty());

        tasks.clear();
        for (int i = 0; i < 10; ++i) tasks.push_back(create_task(echo(i)));
        auto const ten = co_await wait(tasks, {std::nullopt, ALL_COMPLETED});
        CHECK(ids(ten.first) == ids(tasks));
        CHECK(ten.second.empty());
    });
}

TEST_CASE("a cancelled wait does not cancel what it waits for") {
    in_program([] {
        EventLoop loop;
        int proof = 0;
        auto const waiter = loop.create_future();
        auto const inner = [&]() -> Coro<> {
            co_await waiter;
            proof += 1;
        };
        auto const outer = [&]() -> Coro<> {
            std::vector const one(1, create_task(inner()));
            co_await wait(one);
            proof += 100;
        };
        auto const task = loop.create_task(outer());
        run_briefly(loop);
        task.cancel();
        CHECK(error_in([&] { run_until_complete(loop, task); }) == "CancelledError()");
        waiter.set_result();
        run_briefly(loop);
        CHECK(proof == 1);
    });
}

TEST_CASE("sleep gives its result after its time") {
    in_program([] {
        EventLoop loop;
        auto const body = [](double delay, std::string value) -> Coro<std::string> {
            co_await sleep(delay / 2);
            auto const result = co_await sleep(delay / 2, value);
            co_return result;
        };
        CHECK(run_until_complete(loop, loop.create_task(body(0.1, "yeah"))) == "yeah");
        CHECK(loop.time() == 0.1);
    });
}

TEST_CASE("a sleep of zero lets what is ready run and gives its result") {
    in_program([] {
        EventLoop loop;
        int sum = 0;
        auto const body = [&]() -> Coro<> {
            get_running_loop().call_soon([&] { sum += 1; });
            CHECK(sum == 0);
            int const number = co_await sleep(0, 10);
            CHECK(sum == 1);
            sum += number;
        };
        run_until_complete(loop, loop.create_task(body()));
        CHECK(sum == 11);
    });
}

TEST_CASE("a sleep of no number is refused where it is awaited") {
    in_loop([]() -> Coro<> {
        auto const error = co_await error_of(nap(std::nan("")));
        CHECK(error == "ValueError('Invalid delay: NaN (not a number)')");
    });
}
