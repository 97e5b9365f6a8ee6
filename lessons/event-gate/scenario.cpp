#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_event_gate {

using namespace aio;

struct Module {
    lesson::Knobs const& knobs;

    Coro<> runner(std::string name, Event gate) {
        local("name", name), local("gate", gate);
        if (knobs.choice("what") == "c-later") {
            line(4);
            if (name == "C") {
                line(4, 1);
                co_await sleep(2.5);
            }
        }
        line(4, knobs.choice("what") == "c-later" ? 2 : 0), print(name, "at the gate");
        line(5);
        co_await gate.wait();
        line(6), print(name, "runs, gate open:", gate.is_set());
    }

    Coro<> main() {
        bool const closes = knobs.choice("what") == "clear";
        line(9);
        Event const gate;
        local("gate", gate);
        line(10);
        std::vector<Task<>> runners;
        for (char const* const name : {"A", "B", "C"}) runners.push_back(create_task(runner(name, gate)));
        local("runners", runners);
        line(11);
        co_await sleep(knobs.whole("opens"));
        line(12), gate.set();
        if (closes) line(12, 1), gate.clear();
        line(13), print("gate set, main still has the floor");
        line(14);
        co_await gather(runners);
        if (!closes) {
            line(15);
            co_await runner("late", gate);
        }
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1); // import asyncio
    line(3); // async def runner
    line(8); // async def main
    Module module{given.knobs};
    line(17), run(module.main());
}

} // namespace lesson_event_gate
