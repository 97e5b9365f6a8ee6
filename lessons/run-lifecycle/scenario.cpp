#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_run_lifecycle {

using namespace aio;

struct Module {
    lesson::Knobs const& knobs;

    Coro<> ticker() {
        line(4); // try
        Finally const finally([] { line(9), print("ticker is cancelled"); });
        for (;;) {
            line(6), print("tick");
            line(7);
            co_await sleep(1);
        }
    }

    Coro<std::string> main() {
        std::string const& end = knobs.choice("end");
        line(12);
        Task<> task = create_task(ticker());
        local("task", task);
        line(13);
        co_await sleep(1.5);
        line(14), print("main returns, ticker done?", task.done());
        line(15);
        if (end == "cancel-first") {
            task.cancel();
            line(15, 1);
            std::vector<Task<>> const tasks{task};
            co_await wait(tasks);
            line(15, 2), print("ticker done?", task.done());
            line(15, 3);
        } else if (end == "run-again") {
            Coro<> again = ticker();
            line(15, 1); // try
            try {
                line(15, 2), run(std::move(again)); // refused before it takes it
            } catch (RuntimeError const& error) {
                line(15, 3); // except
                line(15, 4), print(error.what());
            }
            line(15, 5), again.close(); // NOLINT(bugprone-use-after-move)
            line(15, 6);
        }
        co_return "result";
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1);  // import asyncio
    line(3);  // async def ticker
    line(11); // async def main
    Module module{given.knobs};
    line(17), print("sync code before");
    line(18);
    std::string const result = run(module.main());
    print("run gave back", result);
    line(19), print("sync code after");
}

} // namespace lesson_run_lifecycle
