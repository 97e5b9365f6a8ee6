#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

#include <optional>

namespace lesson_task_needs_loop {

using namespace aio;

struct Module {
    lesson::Knobs const& knobs;
    std::optional<Coro<int>> coro = std::nullopt;

    bool longer() const { return knobs.choice("inside") == "forgets-longer"; }

    Coro<int> job() {
        line(4);
        if (longer()) {
            print("job starts");
            line(4, 1);
            co_await sleep(1);
            line(4, 2);
        }
        print("job runs");
        line(5);
        co_return 7;
    }

    Coro<Task<int>> main() {
        line(14);
        Task<int> task = create_task(std::move(*coro));
        local("task", task);
        line(15), print("create_task inside: fine");
        if (knobs.choice("inside") == "awaits") {
            line(16);
            co_await task;
        }
        line(17);
        co_return task;
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1); // import asyncio
    line(3); // async def job
    auto const& knobs = given.knobs;
    Module module{knobs};
    line(7), module.coro.emplace(module.job());
    line(8); // try
    try {
        if (knobs.choice("outside") == "gather") {
            line(9), gather(module.job()); // in a loop that is made for it, and never runs
            line(9, 1), print("gather outside: no error");
        } else {
            line(9), create_task(std::move(*module.coro)); // refused before it takes it
        }
    } catch (RuntimeError const& error) {
        line(10); // except
        line(11), print("create_task outside:", error.what());
    }
    line(13); // async def main
    line(19);
    Task<int> const task = run(module.main());
    line(20);
    if (module.longer())
        print("cancelled:", task.cancelled());
    else
        print("result:", task.result());
    line(21); // try
    try {
        line(22), run(task);
    } catch (ValueError const&) {
        line(23); // except
        line(24), print("run(task): ValueError, a coroutine was expected");
    }
}

} // namespace lesson_task_needs_loop
