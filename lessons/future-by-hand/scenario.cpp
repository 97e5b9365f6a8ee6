#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

#include <variant>

namespace lesson_future_by_hand {

using namespace aio;

std::string type_name_of(Outcome<void> const& outcome) {
    auto const* const error = std::get_if<std::exception_ptr>(&outcome);
    if (!error) return "NoneType";
    try {
        std::rethrow_exception(*error);
    } catch (BaseException const& raised) {
        return raised.type_name();
    }
}

struct Module {
    lesson::Knobs const& knobs;

    Coro<> waiter(std::string name, Future<std::string> fut) {
        line(4), print(name, "waits");
        line(5);
        std::string const got = co_await fut;
        print(name, "got", got);
    }
    Coro<> main() {
        std::string const& filled = knobs.choice("filled");
        line(8);
        auto const fut = get_running_loop().create_future<std::string>();
        local("fut", fut);
        line(9);
        std::vector<Task<>> tasks;
        for (std::string const name : {"first", "second"}) tasks.push_back(create_task(waiter(name, fut)));
        local("tasks", tasks);
        line(10);
        co_await sleep(knobs.whole("seconds"));
        line(11), print("before: done =", fut.done());
        line(12);
        if (filled == "result")
            fut.set_result("the value");
        else if (filled == "exception")
            fut.set_exception(ValueError("broken"));
        else
            fut.cancel();
        line(13), print("after:  done =", fut.done(), "- no waiter has run yet");
        line(14); // try
        try {
            line(15), fut.set_result("another");
        } catch (InvalidStateError const&) {
            line(16); // except
            line(17), print("InvalidStateError: a slot is filled once");
        }
        line(18);
        if (filled == "result") {
            co_await gather(tasks);
            co_return;
        }
        auto const outcomes = co_await gather(return_exceptions, tasks);
        if (filled == "exception") {
            print(outcomes);
        } else {
            std::vector<std::string> names;
            names.reserve(outcomes.size());
            for (auto const& outcome : outcomes) names.push_back(type_name_of(outcome));
            print(names);
        }
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1); // import asyncio
    line(3); // async def waiter
    line(7); // async def main
    Module module{given.knobs};
    line(20), run(module.main());
}

} // namespace lesson_future_by_hand
