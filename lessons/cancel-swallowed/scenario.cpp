#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_cancel_swallowed {

using namespace aio;

struct Module {
    lesson::Knobs const& knobs;

    Coro<std::string> stubborn() {
        bool const catches_it = knobs.choice("catches") == "cancelled-error";
        int ignored = 0;
        line(4), local("ignored", ignored);
        line(5);
        for (;;) {
            bool cancelled = false;
            line(6); // try
            try {
                line(7);
                co_await sleep(1);
                line(8);
                co_return "finished, ignored " + std::to_string(ignored);
            } catch (CancelledError const&) {
                line(9); // except
                if (!catches_it) throw;
                cancelled = true;
            }
            if (cancelled) {
                line(10), ++ignored;
                local("ignored", ignored);
                line(11), print("ignoring cancel number", ignored);
            }
        }
    }

    Coro<> main() {
        line(14);
        Task<std::string> task = create_task(stubborn());
        local("task", task);
        for (std::int64_t i = 0; i < knobs.whole("cancels"); ++i) {
            line(15), line(16);
            co_await sleep(0.4);
            line(17), task.cancel();
        }
        line(15);
        line(18); // try
        try {
            line(19);
            std::string const result = co_await task;
            print("result:", result);
        } catch (CancelledError const&) {
            line(20); // except
            line(21), print("result: CancelledError");
        }
        line(22), print("cancelled:", task.cancelled(), "| requests:", task.cancelling());
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1);  // import asyncio
    line(3);  // async def stubborn
    line(13); // async def main
    Module module{given.knobs};
    line(24), run(module.main());
}

} // namespace lesson_cancel_swallowed
