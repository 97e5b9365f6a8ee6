#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_cancel_delivery {

using namespace aio;

struct Module {
    lesson::Knobs const& knobs;

    bool after_end() const { return knobs.choice("when") == "after-end"; }

    Coro<> worker() {
        line(4), print("worker starts");
        line(5); // try
        Finally const finally([] { line(11), print("finally runs"); });
        try {
            line(6);
            if (after_end())
                co_await sleep(0.5);
            else
                co_await sleep(10);
        } catch (CancelledError const&) {
            line(7); // except
            line(8), print("CancelledError at the await");
            line(9);
            throw;
        }
    }

    Coro<> main() {
        line(14);
        Task<> task = create_task(worker());
        local("task", task);
        if (knobs.choice("when") != "before-first-step") {
            line(15);
            co_await sleep(1);
        }
        line(16);
        bool const accepted = task.cancel();
        print("cancel() ->", accepted, "| cancelled yet:", task.cancelled());
        line(17); // try
        try {
            line(18);
            co_await task;
        } catch (CancelledError const&) {
            line(19); // except
            line(20), print("awaiting it raises | cancelled now:", task.cancelled());
        }
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1);  // import asyncio
    line(3);  // async def worker
    line(13); // async def main
    Module module{given.knobs};
    line(22), run(module.main());
}

} // namespace lesson_cancel_delivery
