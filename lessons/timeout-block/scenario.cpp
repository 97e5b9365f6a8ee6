#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_timeout_block {

using namespace aio;

struct Module {
    lesson::Knobs const& knobs;

    template <typename Number>
    Coro<> step(std::string name, Number delay) {
        local("name", name), local("delay", delay);
        line(4);
        co_await sleep(delay);
        line(5), print(name, "done");
    }

    Coro<> main() {
        std::string const& what = knobs.choice("what");
        line(8);
        EventLoop& loop = get_running_loop();
        local("loop", loop.id());
        line(9);
        double const t0 = loop.time();
        local("t0", t0);
        line(10); // try
        line(11);
        Timeout budget = timeout(static_cast<double>(knobs.whole("budget")));
        local("budget", budget);
        try {
            try {
                line(12);
                co_await step("one", 1);
                if (what == "moved") line(12, 1), budget.reschedule(loop.time() + 2);
                line(13); // try
                try {
                    line(14);
                    co_await step("two", 1.5);
                } catch (BaseException const& error) {
                    line(15), local("err", std::current_exception()); // except
                    line(16), print("inside: ", error.type_name());
                    line(17);
                    if (what != "swallowed") throw;
                }
            } catch (...) {
                line(11); // the block ends
                budget.exit(std::current_exception());
            }
            line(11);
            budget.exit();
        } catch (TimeoutError const&) {
            line(18); // except
            line(19), print("outside: TimeoutError, expired =", budget.expired());
        }
        line(20), print("main goes on at " + fixed(loop.time() - t0, 1) + "s");
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1); // import asyncio
    line(3); // async def step
    line(7); // async def main
    Module module{given.knobs};
    line(22), run(module.main());
}

} // namespace lesson_timeout_block
