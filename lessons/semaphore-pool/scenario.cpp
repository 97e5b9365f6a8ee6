#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_semaphore_pool {

using namespace aio;

struct Module {
    lesson::Knobs const& knobs;
    double start = 0;

    Coro<> fetch(int n, Semaphore slots) {
        local("n", n), local("slots", slots);
        {
            line(4);
            auto const held = co_await slots.scoped();
            line(5), print(now(), "start", n);
            line(6);
            co_await sleep(knobs.whole("seconds"));
            line(4); // the block ends
        }
        line(7), print(now(), "end  ", n);
    }

    std::string now() const {
        FunctionFrame const frame;
        line(10);
        return fixed(get_running_loop().time() - start, 0) + "s";
    }

    Coro<> main() {
        line(14), start = get_running_loop().time();
        line(15);
        Semaphore const slots(knobs.whole("slots"));
        local("slots", slots);
        line(16);
        std::vector<Coro<>> fetches;
        for (int n = 1; n < 6; ++n) fetches.push_back(fetch(n, slots));
        co_await gather(std::move(fetches));
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1);  // import asyncio
    line(3);  // async def fetch
    line(9);  // def now
    line(12); // async def main
    Module module{given.knobs};
    line(18), run(module.main());
}

} // namespace lesson_semaphore_pool
