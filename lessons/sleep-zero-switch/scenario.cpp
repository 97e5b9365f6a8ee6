#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_sleep_zero_switch {

using namespace aio;

struct Module {
    lesson::Knobs const& knobs;

    Coro<std::string> no_pause() {
        line(4);
        if (knobs.choice("hog") == "pauses") {
            co_await sleep(0);
            line(4, 1);
        }
        co_return "ready";
    }

    Coro<> hog() {
        for (int i = 0; i < 3; ++i) {
            line(7), line(8);
            if (knobs.choice("hog") == "done-future") {
                Future<Object> done = get_running_loop().create_future<Object>();
                line(8, 1), done.set_result(Object());
                line(8, 2);
                co_await done;
            } else {
                co_await no_pause();
            }
            line(9), print("hog", i);
        }
        line(7);
    }

    Coro<> polite() {
        for (int i = 0; i < 3; ++i) {
            line(12), line(13);
            co_await sleep(0);
            line(14), print("polite", i);
        }
        line(12);
    }

    Coro<> main() {
        line(17);
        if (knobs.choice("first") == "hog")
            co_await gather(hog(), polite());
        else
            co_await gather(polite(), hog());
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1);  // import asyncio
    line(3);  // async def no_pause
    line(6);  // async def hog
    line(11); // async def polite
    line(16); // async def main
    Module module{given.knobs};
    line(19), run(module.main());
}

} // namespace lesson_sleep_zero_switch
