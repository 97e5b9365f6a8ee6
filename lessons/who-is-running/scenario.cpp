#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

#include <algorithm>

namespace lesson_who_is_running {

using namespace aio;

struct Module {
    lesson::ScenarioArguments const& given;

    void snapshot(std::string const& moment) const {
        FunctionFrame const frame;
        line(4), local("moment", moment);
        AnyTask const current = current_task(); // None only under a wrong model
        print(moment, "| current:", current ? current.name() : "None");
        std::vector<AnyTask> tasks = all_tasks();
        std::stable_sort(tasks.begin(), tasks.end(),
                         [](AnyTask const& a, AnyTask const& b) { return a.name() < b.name(); });
        for (AnyTask const& task : tasks) {
            line(5), local("task", task);
            line(6);
            CoroutineView const coro = task.get_coro();
            // A frame that has not begun stands at its def line.
            std::uint32_t const at = coro.line() ? coro.line() : given.program.line(9);
            line(7), print("   ", task.name(), "in", coro.name(), "line", at);
        }
        line(5);
    }

    Coro<> brew(int minutes) {
        local("minutes", minutes);
        line(10);
        co_await sleep(minutes);
        line(11), snapshot("tea ready");
    }

    Coro<> main() {
        bool const named = given.knobs.choice("names") == "given";
        line(14);
        Task<> const tea = create_task(brew(1), named ? "tea" : "");
        local("tea", tea);
        line(15);
        Task<> const coffee = create_task(brew(2), named ? "coffee" : "");
        local("coffee", coffee);
        line(16), snapshot("at start");
        line(17);
        co_await tea;
        line(18), coffee.cancel();
        line(19);
        std::vector<Task<>> waited(1, coffee);
        co_await wait(std::move(waited));
        line(20), snapshot("at end");
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1);  // import asyncio
    line(3);  // def snapshot
    line(9);  // async def brew
    line(13); // async def main
    Module module{given};
    line(22), run(module.main());
}

} // namespace lesson_who_is_running
