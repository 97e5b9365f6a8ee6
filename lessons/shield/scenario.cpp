#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_shield {

using namespace aio;

struct Module {
    lesson::Knobs const& knobs;

    Coro<std::string> save() {
        line(4);
        co_await sleep(2);
        line(5), print("save finished");
        line(6);
        co_return "saved";
    }

    Coro<> main() {
        std::string const& what = knobs.choice("what");
        double const timeout = static_cast<double>(knobs.whole("timeout"));
        line(9);
        Task<std::string> task = create_task(save());
        local("task", task);
        line(10); // try
        bool timed_out = false;
        try {
            line(11);
            if (what == "bare") {
                co_await wait_for(task, timeout);
            } else if (what == "inner") {
                get_running_loop().call_later(
                    0.5, [task]() mutable { task.cancel(); }, "Task.cancel");
                line(11, 1);
                co_await wait_for(shield(task), timeout);
            } else {
                co_await wait_for(shield(task), timeout);
            }
        } catch (TimeoutError const&) {
            timed_out = true;
        } catch (CancelledError const&) {
            if (what != "inner") throw;
            timed_out = true;
        }
        if (timed_out) {
            what == "inner" ? line(11, 2) : line(12); // except
            line(13), print("timed out, save cancelled?", task.cancelled());
        }
        line(14);
        if (!task.cancelled()) {
            line(15);
            std::string const result = co_await task;
            print("later:", result);
        }
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1); // import asyncio
    line(3); // async def save
    line(8); // async def main
    Module module{given.knobs};
    line(17), run(module.main());
}

} // namespace lesson_shield
