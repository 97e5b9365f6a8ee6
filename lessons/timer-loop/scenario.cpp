#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

#include <algorithm>
#include <tuple>

namespace lesson_timer_loop {

using namespace aio;

// A heap entry: when, which one it is, whom it wakes.
using Timer = std::tuple<std::int64_t, std::int64_t, ObjectId>;

struct Module {
    lesson::Knobs const& knobs;
    std::int64_t clock = 0;

    // A generator that coroutines may await (types.coroutine).
    Generator<> sleep(std::int64_t seconds) {
        line(5);
        co_yield seconds;
    }
    Coro<> blink(std::string name, std::int64_t every, std::int64_t times) {
        line(8); // for
        for (std::int64_t i = 0; i < times; ++i) {
            line(9);
            if (knobs.choice("sleep") == "awaited")
                co_await sleep(every);
            else
                (void)sleep(every);
            line(10), print("t=" + std::to_string(clock) + " " + name);
            line(8);
        }
    }
    void run_all(std::vector<Coro<>> coros) {
        FunctionFrame const frame;
        std::int64_t armed = 0;
        std::vector<Timer> timers; // two coroutines: a heap of two entries is in order
        std::vector<ObjectId> ready;
        ready.reserve(coros.size());
        for (auto const& coro : coros) ready.push_back(coro.id());
        auto const object = [&](ObjectId id) -> Coro<>& {
            return *std::find_if(coros.begin(), coros.end(),
                                 [&](auto const& coro) { return coro.id() == id; });
        };
        line(14), clock = 0;
        module_local("clock", clock), local("armed", armed), local("timers", timers), local("ready", ready);
        line(15); // while
        while (!ready.empty() || !timers.empty()) {
            line(16); // if
            if (ready.empty()) {
                line(17);
                auto const [when, order, coro] = timers.front();
                timers.erase(timers.begin());
                local("timers", timers);
                clock = when;
                module_local("clock", clock), local("coro", coro);
                line(18), ready.push_back(coro);
                local("ready", ready);
            }
            line(19);
            ObjectId const coro = ready.front();
            ready.erase(ready.begin());
            local("ready", ready), local("coro", coro);
            Object delay;
            bool over = false;
            line(20); // try
            try {
                line(21), delay = object(coro).send();
                local("delay", delay);
            } catch (StopIteration const&) {
                over = true;
            }
            if (over) {
                line(22); // except
                line(23);
            } else {
                line(24), ++armed;
                local("armed", armed);
                line(25);
                if (delay.is_none()) // only under a wrong model
                    throw TypeError("unsupported operand type(s) for +: 'int' and 'NoneType'");
                timers.emplace_back(clock + *delay.as<std::int64_t>(), armed, coro);
                std::sort(timers.begin(), timers.end());
                local("timers", timers);
            }
            line(15);
        }
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    bool const same = given.knobs.choice("blue") == "same";
    line(1);  // import heapq, types
    line(3);  // def sleep
    line(7);  // async def blink
    line(12); // def run
    Module module{given.knobs};
    line(27);
    std::vector<Coro<>> coros;
    coros.push_back(module.blink("red", 2, 3));
    coros.push_back(module.blink("blue", same ? 2 : 3, same ? 3 : 2));
    module.run_all(std::move(coros));
}

} // namespace lesson_timer_loop
