#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_call_does_nothing {

using namespace aio;

Coro<int> greet(std::string name) {
    line(4), print("hello,", name);
    line(5);
    co_return static_cast<int>(name.size());
}

void scenario(lesson::ScenarioArguments const& given) {
    std::string const& then = given.knobs.choice("then");
    line(1); // import asyncio
    line(3); // async def greet
    line(7);
    Coro<int> coro = greet("Ada");
    line(8), print("made a", "coroutine");
    line(9), print("greet is a coroutine function:", iscoroutinefunction(greet));
    line(10), print("coro  is a coroutine object:  ", iscoroutine(coro));
    line(11);
    if (then == "run") {
        print("run returned:", run(std::move(coro)));
    } else if (then == "close") {
        coro.close();
        line(11, 1), print("closed");
    } else {
        Coro<int> other = greet("Grace");
        line(11, 1), print("run returned:", run(std::move(other)));
        line(11, 2), coro.close();
    }
}

} // namespace lesson_call_does_nothing
