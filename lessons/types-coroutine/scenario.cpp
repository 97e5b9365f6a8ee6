#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_types_coroutine {

using namespace aio;

PlainGenerator<> plain() {
    line(4);
    co_yield "signal";
}
// Marked by types.coroutine.
Generator<> marked() {
    line(8);
    co_yield "signal";
}

template <typename Thing>
Coro<> wait_on(Thing const& thing) {
    line(11);
    co_await thing;
}

AsyncGenerator<int> stream() { co_yield 1; }

// What Python says of these, before anything runs.
void iterate(Coro<> const&) { throw TypeError("'coroutine' object is not iterable"); }
void delegate_in_a_lambda(Coro<> const&) {
    throw TypeError("cannot 'yield from' a coroutine object in a non-coroutine generator");
}

template <typename Thing>
void try_to_await(char const* name, Thing const& thing) {
    line(15), print(name, "awaitable:", isawaitable(thing));
    line(16); // try
    try {
        Object got;
        line(17);
        {
            auto waiting = wait_on(thing);
            got = waiting.send();
        }
        print("  driver got", got);
    } catch (TypeError const& error) {
        line(18); // except
        line(19), print("  TypeError:", error.what());
    }
}

void scenario(lesson::ScenarioArguments const& given) {
    line(1);  // import inspect, types
    line(3);  // def plain
    line(6);  // def marked
    line(10); // async def wait_on
    if (given.knobs.choice("also") == "stream") {
        line(11, 2); // async def stream
        line(11, 5), print("async generator awaitable:", isawaitable(stream()));
    }
    line(13); // for
    {
        line(14);
        auto thing = plain();
        local("thing", thing);
        try_to_await("plain", thing);
        line(13);
        line(14);
        auto other = marked();
        try_to_await("marked", other);
        line(13);
    }
    line(21);
    auto of = marked();
    auto native = wait_on(of);
    local("native", native);
    line(22), print("native flag CO_COROUTINE:", iscoroutine(native));
    line(23); // try
    try {
        line(24);
        if (given.knobs.choice("native") == "loop")
            iterate(native);
        else
            delegate_in_a_lambda(native);
    } catch (TypeError const& error) {
        line(26); // except
        line(27), print("TypeError:", error.what());
    }
    line(28), native.close();
}

} // namespace lesson_types_coroutine
