// What CPython 3.13's test_eager_task_factory states; eager.md says which test stands where.
#include "outcome.hpp"
#include "program.hpp"

#include <algorithm>

using namespace aio;

namespace {

void start_eagerly() { get_running_loop().set_task_factory(eager_task_factory); }

bool is_among_all(FutureBase const& task) {
    auto const tasks = get_running_loop().all_tasks();
    return std::any_of(tasks.begin(), tasks.end(), [&](auto const& each) { return each.get() == &task; });
}

Coro<std::string> after(double delay) {
    if (delay > 0) co_await sleep(delay);
    co_return "finished";
}

Coro<int> chain(int depth) {
    if (depth == 0) co_return 0;
    int const below = co_await chain(depth - 1);
    co_return below + 1;
}

Coro<> groups(int width, int depth) {
    if (depth == 0) co_return;
    auto const body = [&](TaskGroup& group) -> Coro<> {
        for (int i = 0; i < width; ++i) group.create_task(groups(width, depth - 1));
        co_return;
    };
    co_await in_group(body);
}

Coro<> gathers(int width, int depth) {
    if (depth == 0) co_return;
    std::vector<Coro<>> children;
    for (int i = 0; i < width; ++i) children.push_back(gathers(width, depth - 1));
    co_await gather(std::move(children));
}

} // namespace

TEST_CASE("an eager task that never waits is done before create_task returns") {
    in_loop([]() -> Coro<> {
        start_eagerly();
        auto const done = create_task(after(0));
        CHECK(done.done());
        CHECK_FALSE(done.cancel());
        std::string const result = co_await done;
        CHECK(result == "finished");
        CHECK_FALSE(done.cancelled());

        auto const future = get_running_loop().create_future<std::string>();
        auto const sets = [&]() -> Coro<> {
            CHECK(is_among_all(*thread_state.task));
            future.set_result("my message");
            co_return;
        };
        auto const setter = create_task(sets());
        CHECK(setter.done());
        CHECK_FALSE(is_among_all(setter.state()));
        std::string const message = co_await future;
        CHECK(message == "my message");
    });
}

TEST_CASE("an eager task that waits is from there on a task like any other") {
    in_loop([]() -> Coro<> {
        start_eagerly();
        FutureBase const* seen = nullptr;
        auto const waits = [&]() -> Coro<std::string> {
            seen = thread_state.task;
            co_await sleep(0.1);
            CHECK(seen == thread_state.task);
            co_return "finished after blocking";
        };
        auto const task = create_task(waits());
        CHECK(seen == &task.state());
        CHECK_FALSE(task.done());
        CHECK(is_among_all(task.state()));
        std::string const result = co_await task;
        CHECK(result == "finished after blocking");
        CHECK(task.done());
        CHECK_FALSE(is_among_all(task.state()));

        auto const cancelled = create_task(after(0.1));
        cancelled.cancel("cancellation message");
        CHECK(cancelled.cancelling() == 1);
        std::string const error = co_await error_of(cancelled);
        CHECK(error == "CancelledError('cancellation message')");
    });
}

TEST_CASE("an eager task runs in a context of its own from its first step on") {
    in_loop([]() -> Coro<> {
        start_eagerly();
        ContextVar<int> const variable("cv", 0);
        int steps = 0;
        auto const sets = [&]() -> Coro<> {
            CHECK(variable.get() == 1);
            variable.set(2);
            ++steps;
            co_await sleep(0.1);
            CHECK(variable.get() == 2);
            variable.set(3);
            ++steps;
        };
        variable.set(1);
        auto const task = create_task(sets());
        CHECK(steps == 1);
        CHECK(variable.get() == 1);
        co_await task;
        CHECK(steps == 2);
        CHECK(variable.get() == 1);
    });
}

TEST_CASE("nested groups and gathers of eager tasks make no task that waits for its first step") {
    bool const eager = GENERATE(false, true);
    int not_eager = 0;
    TaskFactory const counts = [&](EventLoop&, TaskOptions& options, MakeTask const& make) {
        if (!options.eager_start) ++not_eager;
        make();
    };
    auto const run_with_factory = [&](std::function<Coro<>()> const& main) {
        not_eager = 0;
        return in_program([&] {
            execution.rules = rules_of({3, 13, 0});
            EventLoop loop;
            loop.set_task_factory(eager ? create_eager_task_factory(counts) : counts);
            auto const task = loop.create_task(main());
            loop.run_until_complete(task.state());
        });
    };
    int depth = 0;
    run_with_factory([&]() -> Coro<> { depth = co_await chain(100); });
    CHECK(depth == 100);
    CHECK(not_eager == (eager ? 0 : 1));
    constexpr int all = 1 + 5 + 25 + 125 + 625;
    auto const in_gathers = run_with_factory([] { return gathers(5, 4); });
    CHECK(in_gathers.count("task.create") == all);
    CHECK(not_eager == (eager ? 0 : all));
    auto const in_groups = run_with_factory([] { return groups(5, 4); });
    CHECK(in_groups.count("task.create") == all);
    CHECK(not_eager == (eager ? 0 : all));
    CHECK((in_groups.count("task.suspend") == 0) == eager); // a group takes what is done already at its word
}
