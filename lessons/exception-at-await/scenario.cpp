#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_exception_at_await {

using namespace aio;

struct Module {
    lesson::Knobs const& knobs;

    Coro<> fails() {
        line(4), print("fails() raises now");
        line(5);
        throw ValueError("bad input");
        co_return;
    }

    Coro<> main() {
        std::string const& what = knobs.choice("what");
        std::optional<Task<>> task;
        if (what != "direct") {
            line(8), task = create_task(fails());
            local("task", *task);
        }
        if (what == "task") {
            line(9);
            co_await sleep(1);
            line(10), print("1s later main is fine; stored:", repr(task->exception()));
        } else if (what == "early") {
            line(9); // try
            try {
                line(9, 1), static_cast<void>(task->exception());
            } catch (InvalidStateError const& error) {
                line(9, 2), local("err", std::current_exception()); // except
                line(9, 3), print("InvalidStateError:", error.what());
            }
        }
        for (int attempt = 1; attempt <= 2; ++attempt) {
            line(11), local("attempt", attempt);
            line(12); // try
            try {
                line(13);
                if (task)
                    co_await *task;
                else
                    co_await fails();
            } catch (ValueError const&) {
                std::exception_ptr const error = std::current_exception();
                line(14), local("err", error); // except
                line(15), print("await", attempt, "raised", repr(error));
            }
        }
        line(11);
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1); // import asyncio
    line(3); // async def fails
    line(7); // async def main
    Module module{given.knobs};
    line(17), run(module.main());
}

} // namespace lesson_exception_at_await
