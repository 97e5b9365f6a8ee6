#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_blocking_stall {

using namespace aio;

struct Module {
    lesson::Knobs const& knobs;
    double t0 = 0;

    static double now() { return static_cast<double>(execution.now) / 1e9; } // time.monotonic()
    std::string since() const { return fixed(now() - t0, 1) + "s"; }

    Coro<> heartbeat() {
        for (int i = 0; i < 4; ++i) {
            line(4), line(5), print(since(), "beat");
            line(6);
            co_await sleep(0.5);
        }
        line(4);
    }

    Coro<> report() {
        std::string const& how = knobs.choice("how");
        double const seconds = knobs.number("seconds");
        line(9);
        co_await sleep(0.7);
        line(10), print(since(), "report starts");
        line(11);
        if (how == "blocking")
            time_sleep(seconds);
        else if (how == "awaited")
            co_await sleep(seconds);
        else
            co_await to_thread("sleep", time_sleep, seconds);
        line(12), print(since(), "report ends");
    }

    Coro<> main() {
        line(15);
        Coro<> beats = heartbeat();
        Coro<> reports = report();
        co_await gather(std::move(beats), std::move(reports));
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1);  // import asyncio, time
    line(3);  // async def heartbeat
    line(8);  // async def report
    line(14); // async def main
    Module module{given.knobs};
    line(17), module.t0 = Module::now();
    line(18), run(module.main());
}

} // namespace lesson_blocking_stall
