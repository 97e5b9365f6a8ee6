#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_concurrent_not_parallel {

using namespace aio;

struct Module {
    lesson::Knobs const& knobs;

    Coro<> crunch(std::string name, double seconds) {
        std::string const& how = knobs.choice("part");
        local("name", name), local("seconds", seconds);
        for (int part = 0; part < 2; ++part) {
            line(4), local("part", part);
            line(5);
            if (how == "thread")
                co_await to_thread("sleep", time_sleep, seconds);
            else
                time_sleep(seconds);
            line(6), print(name, "part", part, "on", current_thread_name());
            if (how == "give-way") {
                line(6, 1);
                co_await sleep(0);
            }
        }
        line(4);
    }

    Coro<> wait(std::string name) {
        local("name", name);
        line(9);
        co_await sleep(1);
        line(10), print(name, "waited 1s");
    }

    Coro<> timed(std::string label, Coro<> a, Coro<> b) {
        local("label", label);
        line(13);
        double const t0 = get_running_loop().time();
        local("t0", t0);
        line(14);
        co_await gather(std::move(a), std::move(b));
        line(15), print(label + ": " + fixed(get_running_loop().time() - t0, 1) + "s");
    }

    Coro<> main() {
        line(18);
        Coro<> a = crunch("A", 0.4);
        Coro<> b = crunch("B", 0.6);
        co_await timed("two computations", std::move(a), std::move(b));
        line(19);
        Coro<> first = wait("A");
        Coro<> second = wait("B");
        co_await timed("two waits", std::move(first), std::move(second));
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1);  // import asyncio, threading, time
    line(3);  // async def crunch
    line(8);  // async def wait
    line(12); // async def timed
    line(17); // async def main
    Module module{given.knobs};
    line(21), run(module.main());
}

} // namespace lesson_concurrent_not_parallel
