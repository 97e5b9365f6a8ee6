// What CPython's test_tasks.py asserts of tasks and their contexts and no other test of ours does.
#include "program.hpp"

using namespace aio;

TEST_CASE("a task has a copy of the context it was made in and neither sees what the other sets") {
    in_loop([]() -> Coro<> {
        ContextVar<std::string> const variable("cvar", "nope");
        auto const sub = [&]() -> Coro<> {
            co_await sleep(0.01);
            CHECK(variable.get() == "nope");
            variable.set("something else");
        };
        CHECK(variable.get() == "nope");
        auto const task = create_task(sub());
        variable.set("yes");
        CHECK(variable.get() == "yes");
        co_await task;
        CHECK(variable.get() == "yes");
    });
}

TEST_CASE("a done callback runs in a copy of the context and the task keeps its own over every await") {
    in_program([] {
        ContextVar<std::string> const variable("cvar", "nope");
        auto const main = [&]() -> Coro<> {
            CHECK(variable.get() == "nope");
            for (int j = 0; j < 2; ++j) {
                auto const future = get_running_loop().create_future();
                future.add_done_callback([&](auto const&) { variable.set("something else"); });
                auto const value = "yes" + std::to_string(j);
                variable.set(value);
                get_running_loop().call_soon([future] { future.set_result(); });
                co_await future;
                CHECK(variable.get() == value);
                for (int i = 0; i < 3; ++i) {
                    auto const inner = "yes" + std::to_string(i) + "-" + std::to_string(j);
                    variable.set(inner);
                    co_await sleep(0.001);
                    CHECK(variable.get() == inner);
                }
            }
        };
        EventLoop loop;
        run_until_complete(loop, loop.create_task(main()));
        CHECK(variable.get() == "nope");
    });
}

TEST_CASE("a hundred tasks side by side each keep their own value") {
    in_program([] {
        ContextVar<int> const variable("cvar", -1);
        auto const sub = [&](int number) -> Coro<> {
            for (int i = 0; i < 10; ++i) {
                variable.set(number + i);
                co_await sleep(0.001 * (1 + (number * 7 + i * 3) % 50));
                CHECK(variable.get() == number + i);
            }
        };
        auto const main = [&]() -> Coro<> {
            std::vector<Task<>> tasks;
            for (int i = 0; i < 100; ++i) tasks.push_back(create_task(sub(i)));
            co_await gather(tasks);
        };
        aio::run(main());
        CHECK(variable.get() == -1);
    });
}

TEST_CASE("tasks that are given a context run in that very one") {
    in_loop([]() -> Coro<> {
        ContextVar<int> const variable("cvar");
        auto const set = [&](int value) -> Coro<> {
            co_await sleep(0);
            variable.set(value);
        };
        auto const context = copy_context();
        std::vector<std::optional<int>> seen{context.get(variable)};
        auto const first = create_task(set(1), "", context);
        CHECK(first.get_context() == context);
        co_await first;
        seen.push_back(context.get(variable));
        co_await get_running_loop().create_task(set(2), "", context);
        seen.push_back(context.get(variable));
        CHECK(seen == std::vector<std::optional<int>>{std::nullopt, 1, 2});
    });
}
