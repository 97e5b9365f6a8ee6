#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_taskgroup_joins {

using namespace aio;

struct Module {
    lesson::Knobs const& knobs;

    Coro<std::int64_t> step(std::string name, std::int64_t delay) {
        local("name", name), local("delay", delay);
        line(4);
        co_await sleep(delay);
        line(5), print(name, "done");
        line(6);
        co_return delay;
    }

    Coro<> main() {
        std::string const& how = knobs.choice("how");
        line(9);
        EventLoop& loop = get_running_loop();
        local("loop", loop.id());
        line(10);
        double const t0 = loop.time();
        local("t0", t0);
        line(11);
        std::optional<TaskGroup> group;
        if (how != "loose") {
            group.emplace();
            local("group", *group);
        }
        line(12);
        auto a = group ? group->create_task(step("a", knobs.whole("a")))
                       : create_task(step("a", knobs.whole("a")));
        local("a", a);
        line(13);
        auto b = group ? group->create_task(step("b", 1)) : create_task(step("b", 1));
        local("b", b);
        if (how == "late-child") {
            line(13, 1);
            auto const one_more = [&](auto const&) {
                line(13, 2), local("task", b);
                group->create_task(step("b2", 2));
            };
            line(13, 3), b.add_done_callback(one_more, "main.<locals>.one_more");
        }
        line(14), print("end of the block's body");
        if (group) {
            line(11);
            co_await group->exit();
        }
        line(15);
        std::string const left = "block left at " + fixed(loop.time() - t0, 0) + "s:";
        if (group)
            print(left, a.result(), b.result());
        else
            print(left, a.done(), b.done());
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1); // import asyncio
    line(3); // async def step
    line(8); // async def main
    Module module{given.knobs};
    line(17), run(module.main());
}

} // namespace lesson_taskgroup_joins
