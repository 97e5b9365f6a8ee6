#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_gather_order {

using namespace aio;

struct Module {
    lesson::Knobs const& knobs;

    Coro<std::string> fetch(std::string name, std::int64_t delay) {
        local("name", name), local("delay", delay);
        line(4);
        co_await sleep(delay);
        line(5), print("finished", name);
        line(6);
        co_return name;
    }

    Coro<> main() {
        std::int64_t const fast = knobs.whole("fast");
        line(9);
        EventLoop& loop = get_running_loop();
        line(10);
        double const t0 = loop.time();
        local("t0", t0);
        std::vector<std::string> results;
        line(11);
        if (knobs.choice("how") == "gather") {
            results = co_await gather(fetch("slow", 3), fetch("fast", fast), fetch("mid", 2));
        } else {
            results.push_back(co_await fetch("slow", 3));
            results.push_back(co_await fetch("fast", fast));
            results.push_back(co_await fetch("mid", 2));
        }
        local("results", results);
        line(12), print(results, fixed(loop.time() - t0, 0) + "s");
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1); // import asyncio
    line(3); // async def fetch
    line(8); // async def main
    Module module{given.knobs};
    line(14), run(module.main());
}

} // namespace lesson_gather_order
