#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

#include <algorithm>
#include <optional>

namespace lesson_three_awaitables {

using namespace aio;

// f"{type(thing).__name__:9} awaitable: {inspect.isawaitable(thing)}"
template <typename Thing>
void describe(std::string type, Thing const& thing) {
    type.resize(std::max<std::size_t>(type.size(), 9), ' ');
    line(15), print(type, "awaitable:", isawaitable(thing));
}

struct Module {
    lesson::Knobs const& knobs;

    Coro<int> compute() {
        line(4);
        co_await sleep(1);
        line(5);
        co_return 42;
    }
    template <typename Value>
    static void say(Value const& value, double start) {
        print(str(value) + " at " + fixed(get_running_loop().time() - start, 0) + "s");
    }
    Coro<> main() {
        std::string const& what = knobs.choice("last");
        line(8);
        EventLoop& loop = get_running_loop();
        line(9);
        double const start = loop.time();
        local("start", start);
        line(10);
        auto const fut = loop.create_future<std::string>();
        local("fut", fut);
        line(11), loop.call_later(
                      knobs.number("filled"), [fut] { fut.set_result("slot filled"); }, "Future.set_result");
        line(12);
        auto coro = compute();
        local("coro", coro);
        line(13);
        std::optional<Task<int>> task;
        std::optional<Coro<int>> other;
        if (what != "no-task") {
            task = create_task(compute());
            local("task", *task);
        } else {
            other = compute();
            local("task", *other);
        }
        line(14); // for
        describe("coroutine", coro), line(14);
        if (task)
            describe("Task", *task);
        else
            describe("coroutine", *other);
        line(14), describe("Future", fut);
        line(14), line(16); // for
        line(17);
        int const first = co_await coro;
        say(first, start);
        line(16), line(17);
        int second = 0;
        if (task)
            second = co_await *task;
        else
            second = co_await *other;
        say(second, start);
        line(16), line(17);
        std::string const third = co_await fut;
        say(third, start);
        line(16);
        line(18), print("a Task is a Future:", task && isfuture(*task));
        if (what == "no-task") co_return;
        line(19);
        if (what == "task") {
            int const again = co_await *task;
            print("a done task can be awaited again:", again);
            co_return;
        }
        try { // line 19
            line(19, 1);
            int const again = co_await coro;
            print("a done task can be awaited again:", again);
        } catch (RuntimeError const& error) {
            line(19, 2); // except
            line(19, 3), print("RuntimeError:", error.what());
        }
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1); // import asyncio, inspect
    line(3); // async def compute
    line(7); // async def main
    Module module{given.knobs};
    line(21), run(module.main());
}

} // namespace lesson_three_awaitables
