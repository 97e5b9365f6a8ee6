#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_cancel_cleanup {

using namespace aio;

struct Module {
    lesson::Knobs const& knobs;

    Coro<> session() {
        std::string const& cleanup = knobs.choice("cleanup");
        std::exception_ptr error;
        line(4); // try
        try {
            line(5), print("session open");
            line(6);
            co_await sleep(10);
        } catch (...) {
            error = std::current_exception();
        }
        line(8), print("closing ..."); // finally
        if (cleanup != "none") {
            line(9);
            int const seconds = cleanup == "long" ? 3 : 1;
            co_await sleep(seconds);
        }
        line(10), print("closed");
        if (error) std::rethrow_exception(error);
    }

    Coro<> main() {
        line(13);
        EventLoop& loop = get_running_loop();
        local("loop", loop.id());
        line(14);
        double const t0 = loop.time();
        local("t0", t0);
        line(15);
        Task<> task = create_task(session());
        local("task", task);
        line(16);
        co_await sleep(0.5);
        line(17), task.cancel();
        line(18);
        co_await sleep(0.2);
        line(19), print("0.2s later, done:", task.done());
        if (knobs.flag("again")) line(19, 1), task.cancel();
        line(20);
        std::vector<Task<>> const tasks(1, task);
        co_await wait(tasks);
        line(21), print("over at " + fixed(loop.time() - t0, 1) + "s, cancelled:", task.cancelled());
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1);  // import asyncio
    line(3);  // async def session
    line(12); // async def main
    Module module{given.knobs};
    line(23), run(module.main());
}

} // namespace lesson_cancel_cleanup
