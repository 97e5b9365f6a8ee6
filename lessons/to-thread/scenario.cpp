#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_to_thread {

using namespace aio;

struct Module {
    lesson::Knobs const& knobs;

    std::tuple<int, bool> blocking(int n) const {
        line(5), time_sleep(1);
        if (knobs.choice("call") == "cancelled") {
            line(5, 1);
            if (n == 1) line(5, 2), print("the thread comes to its end");
        }
        line(6);
        if (knobs.choice("call") == "raises") {
            if (n == 1) {
                line(6, 1);
                throw ValueError("from the thread");
            }
            line(6, 2);
        }
        return std::tuple(n * 10, in_main_thread());
    }

    Coro<> main() {
        // A thread may outlive all that stands here, when somebody cancels or raises.
        auto const in_thread = [module = *this](int n) { return module.blocking(n); };
        line(9);
        EventLoop& loop = get_running_loop();
        line(10);
        double const t0 = loop.time();
        local("t0", t0);
        line(11);
        if (knobs.choice("call") == "raises") {
            try {
                line(11, 1);
                co_await to_thread("blocking", in_thread, 1);
            } catch (ValueError const& error) {
                line(11, 2);
                line(11, 3), print("to_thread raised:", error.what());
            }
        } else if (knobs.choice("call") == "cancelled") {
            auto const call = loop.run_in_executor(nullptr, "blocking", in_thread, 1);
            local("call", call);
            line(11, 1);
            co_await sleep(0.5);
            line(11, 2), print("cancel() ->", call.cancel());
            line(11, 3);
            co_await sleep(1);
        } else {
            print("to_thread:", co_await to_thread("blocking", in_thread, 1));
        }
        line(12), print(fixed(loop.time() - t0, 1) + "s");
        line(13);
        ThreadPoolExecutor pool(static_cast<int>(knobs.whole("workers")));
        line(14);
        std::vector<Future<std::tuple<int, bool>>> calls;
        for (int const n : {2, 3, 4}) calls.push_back(loop.run_in_executor(&pool, "blocking", in_thread, n));
        line(15);
        std::vector<int> values;
        for (auto const& [value, main_thread] : co_await gather(std::move(calls))) values.push_back(value);
        print("pool:", values);
        line(13), pool.shutdown();
        line(16), print(fixed(loop.time() - t0, 1) + "s");
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1); // import asyncio, threading, time
    line(2); // from concurrent.futures import ThreadPoolExecutor
    line(4); // def blocking
    line(8); // async def main
    Module module{given.knobs};
    line(18), run(module.main());
}

} // namespace lesson_to_thread
