#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_create_task {

using namespace aio;

struct Module {
    lesson::Knobs const& knobs;

    Coro<int> work(std::string name, int delay) {
        local("name", name), local("delay", delay);
        line(4), print(name, "starts");
        line(5);
        co_await sleep(delay);
        line(6), print(name, "ends");
        line(7);
        co_return delay;
    }

    Coro<> main() {
        std::string const& how = knobs.choice("how");
        int total = 0;
        line(10);
        EventLoop& loop = get_running_loop();
        line(11);
        double const t0 = loop.time();
        local("t0", t0);
        if (how == "plain") {
            line(12);
            Coro<int> one = work("one", 1);
            line(13);
            Coro<int> two = work("two", 2);
            line(14), print("both are made");
            line(15), total = co_await one;
            total += co_await two;
        } else {
            line(12);
            Task<int> one = create_task(work("one", 1));
            local("one", one);
            if (how == "await-each") line(12), co_await one;
            line(13);
            Task<int> two = create_task(work("two", 2));
            local("two", two);
            if (how == "await-each") line(13), co_await two;
            line(14), print("both are made");
            line(15), total = co_await one;
            total += co_await two;
        }
        local("total", total);
        line(16), print("sum " + str(total) + " after " + fixed(loop.time() - t0, 0) + "s");
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1); // import asyncio
    line(3); // async def work
    line(9); // async def main
    Module module{given.knobs};
    line(18), run(module.main());
}

} // namespace lesson_create_task
