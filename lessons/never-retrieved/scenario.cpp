#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_never_retrieved {

using namespace aio;

struct Module {
    lesson::Knobs const& knobs;

    void handler(ExceptionContext const& context) const {
        line(4);
        std::string message = context.message;
        if (knobs.choice("error") == "callback") message = message.substr(0, message.find(" main"));
        print("handler:", message, "|", repr(context.exception));
    }

    static Coro<> bug() {
        line(7);
        throw ValueError("not consumed");
        co_return; // makes it a coroutine
    }

    static void divide() { throw ZeroDivisionError("division by zero"); }

    Coro<> main() {
        std::string const& error = knobs.choice("error");
        std::int64_t const seconds = knobs.whole("seconds");
        line(10);
        get_running_loop().set_exception_handler(
            [this](EventLoop&, ExceptionContext const& context) { handler(context); });
        line(11);
        std::optional<Task<>> task;
        Ref<FunctionHandle<Handle>> handle;
        if (error == "callback") {
            handle = get_running_loop().call_soon(divide, "main.<locals>.<lambda>");
        } else {
            task = create_task(bug());
            local("task", *task);
        }
        line(12);
        co_await sleep(seconds);
        line(13), print("bug failed " + str(seconds) + "s ago, nobody noticed");
        line(14);
        if (error == "looked") {
            if (task->done()) line(14, 1), print("looked:", repr(task->exception()));
            line(14, 2);
        }
        task.reset();
        line(15), print("main ends");
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1); // import asyncio
    line(3); // def handler
    line(6); // async def bug
    line(9); // async def main
    Module module{given.knobs};
    line(17), run(module.main());
}

} // namespace lesson_never_retrieved
