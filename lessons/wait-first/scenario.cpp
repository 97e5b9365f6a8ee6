#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_wait_first {

using namespace aio;

using Mirror = Task<std::string>;

// Python's set of tasks.
struct Set {
    std::vector<Mirror> tasks;

    bool contains(Mirror const& task) const {
        return std::find(tasks.begin(), tasks.end(), task) != tasks.end();
    }
    std::vector<std::string> names() const {
        std::vector<std::string> sorted;
        sorted.reserve(tasks.size());
        for (Mirror const& task : tasks) sorted.push_back(task.name());
        std::sort(sorted.begin(), sorted.end());
        return sorted;
    }
};

std::string repr(Set const& set) {
    if (set.tasks.empty()) return "set()";
    std::string text = aio::repr(set.tasks);
    text.front() = '{', text.back() = '}';
    return text;
}

// asyncio.wait([coro]), which C++ would not compile.
void wait_for_coroutine() { throw TypeError("Passing coroutines is forbidden, use tasks explicitly."); }

struct Module {
    lesson::Knobs const& knobs;

    Coro<std::string> mirror(std::string name, int delay) {
        local("name", name), local("delay", delay);
        line(4);
        co_await sleep(delay);
        line(5), print(name, "answers");
        line(6);
        co_return name;
    }

    Coro<> main() {
        std::string const& until = knobs.choice("until");
        line(9);
        if (knobs.choice("given") == "coroutine") {
            Coro<std::string> coro = mirror("eu", 2);
            local("coro", coro);
            line(9, 1); // try
            try {
                line(9, 2), wait_for_coroutine();
                line(9, 3), print("wait has waited");
            } catch (Exception const& error) {
                line(9, 4); // except
                line(9, 5), print(std::string(error.type_name()) + ": " + error.what());
                line(9, 6), coro.close();
            }
            line(9, 7);
        }
        std::vector<Mirror> tasks;
        for (auto const& [name, delay] : {std::pair("eu", 2), std::pair("us", 1), std::pair("asia", 3)})
            tasks.push_back(create_task(mirror(name, delay), name));
        local("tasks", tasks);
        line(11);
        WaitOptions options;
        if (until == "first") options.return_when = FIRST_COMPLETED;
        if (until == "timeout") options.timeout = 1.8;
        auto sets = co_await wait(tasks, options);
        Set const done{std::move(sets.first)};
        Set const pending{std::move(sets.second)};
        local("done", done), local("pending", pending);
        line(12), print("done   ", done.names());
        line(13), print("pending", pending.names());
        if (knobs.choice("losers") == "cancelled") {
            for (Mirror const& task : tasks) {
                line(13, 1), local("task", task);
                line(13, 2);
                if (pending.contains(task)) line(13, 3), task.cancel();
            }
            line(13, 1);
        }
        line(14);
        co_await sleep(1.5);
        for (Mirror const& task : tasks) {
            line(15), local("task", task);
            line(16), print(task.name(), task.done() ? "done" : "still running");
        }
        line(15);
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1); // import asyncio
    line(3); // async def mirror
    line(8); // async def main
    Module module{given.knobs};
    line(18), run(module.main());
}

} // namespace lesson_wait_first
