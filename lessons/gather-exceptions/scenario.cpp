#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_gather_exceptions {

using namespace aio;

struct Module {
    lesson::Knobs const& knobs;

    Coro<int> job(int n) {
        local("n", n);
        line(4);
        co_await sleep(n);
        line(5);
        if (n == 2) {
            line(6);
            throw ValueError("job 2 failed");
        }
        line(7), print("job", n, "ok");
        line(8);
        co_return n;
    }

    Coro<> main() {
        line(11);
        EventLoop& loop = get_running_loop();
        line(12);
        double const t0 = loop.time();
        local("t0", t0);
        line(13); // try
        try {
            line(14);
            if (knobs.choice("errors") == "outer") {
                Coro<int> one = job(1); // C++ may call the last argument first
                Coro<int> two = job(2);
                Coro<int> three = job(3);
                auto const group =
                    gather(return_exceptions, std::move(one), std::move(two), std::move(three));
                line(14, 1);
                loop.call_later(
                    1.5, [group] { group.cancel(); }, "_GatheringFuture.cancel");
                line(14, 2);
                auto const results = co_await group;
                print("results", results);
            } else if (knobs.choice("errors") == "returned") {
                auto const results = co_await gather(return_exceptions, job(1), job(2), job(3));
                print("results", results);
            } else {
                auto const results = co_await gather(job(1), job(2), job(3));
                print("results", results);
            }
        } catch (ValueError const& error) {
            line(15); // except
            line(16), print(fixed(loop.time() - t0, 0) + "s gather raised:", error.what());
        } catch (CancelledError const& error) {
            line(15), line(16);
            print(fixed(loop.time() - t0, 1) + "s gather raised:", error.type_name());
        }
        if (knobs.choice("linger") == "yes") {
            line(17);
            co_await sleep(1.5);
        }
        line(18), print("main ends");
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1);  // import asyncio
    line(3);  // async def job
    line(10); // async def main
    Module module{given.knobs};
    line(20), run(module.main());
}

} // namespace lesson_gather_exceptions
