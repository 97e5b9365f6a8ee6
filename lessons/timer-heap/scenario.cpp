#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_timer_heap {

using namespace aio;

struct Module {
    lesson::Knobs const& knobs;

    Coro<> main() {
        line(4);
        EventLoop& loop = get_running_loop();
        local("loop", loop.id());
        line(5);
        double const t0 = loop.time();
        local("t0", t0);
        line(7); // def fire
        auto const fire = [&loop, t0](std::string name) {
            return [&loop, t0, name] {
                line(8), local("name", name);
                print(fixed(loop.time() - t0, 1) + "s " + name);
            };
        };
        char const* const words = "main.<locals>.fire";
        std::string const& c = knobs.choice("c");
        double const c_delay = c == "long" ? 0.6 : c == "short" ? 0.2 : 0.3;
        line(10), loop.call_later(c_delay, fire("c: " + fixed(c_delay, 1)), words);
        line(11), loop.call_later(0.3, fire("a: 0.3"), words);
        line(12), loop.call_at(t0 + 0.4, fire("b: 0.4"), words);
        line(13);
        auto const gone = loop.call_later(0.5, fire("never"), words);
        local("gone", gone->id());
        line(14), loop.call_soon(fire("soon"), words);
        line(15), gone->cancel();
        line(16);
        if (knobs.choice("blocks") == "blocks") {
            time_sleep(0.7);
            line(16, 1);
            co_await sleep(0.1);
        } else {
            co_await sleep(0.8);
        }
        line(17), print(fixed(loop.time() - t0, 1) + "s main ends");
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1); // import asyncio, time
    line(3); // async def main
    Module module{given.knobs};
    line(19), run(module.main());
}

} // namespace lesson_timer_heap
