#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_await_chain_to_yield {

using namespace aio;

// None, which only a wrong model brings here, has no such operation.
std::int64_t number(Object const& value, char const* operation) {
    if (value.is_none())
        throw TypeError(std::string("unsupported operand type(s) for ") + operation +
                        ": 'NoneType' and 'int'");
    return *value.as<std::int64_t>();
}

struct Pause {
    std::string const& yields;

    Generator<Object> wait() {
        Object got = std::int64_t{20};
        line(3);
        if (yields == "never") {
            local("got", got);
            line(3, 1); // if False
        } else if (yields == "once") {
            Object const sent = co_yield "pause-signal";
            got = sent;
            local("got", got);
        } else {
            Object const sent = co_yield "first";
            got = sent;
            local("got", got);
            line(3, 1);
            Object const again = co_yield "second";
            got = number(got, "+=") + number(again, "+=");
            local("got", got);
        }
        line(4);
        co_return got;
    }
    auto operator co_await() { return awaiting(wait()); }
};

struct Module {
    lesson::Knobs const& knobs;

    Coro<std::int64_t> inner() {
        line(7);
        Pause pause{knobs.choice("yields")};
        Object const value = co_await pause;
        local("value", value);
        line(8), print("inner resumed with", value);
        line(9);
        co_return number(value, "*") * 2;
    }
    Coro<std::int64_t> outer() {
        line(12);
        std::int64_t const doubled = co_await inner();
        local("doubled", doubled);
        line(13);
        co_return doubled + 1;
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1);  // class Pause
    line(2);  // def __await__
    line(6);  // async def inner
    line(11); // async def outer
    Module module{given.knobs};
    line(15);
    auto coro = module.outer();
    Object reply;
    local("coro", coro), local("reply", reply);
    line(16); // while
    for (;;) {
        Object signal;
        line(17); // try
        try {
            line(18), signal = coro.send(reply);
            local("signal", signal);
        } catch (StopIteration const& stop) {
            line(19); // except
            line(20), print("outer returned", stop.value());
            line(21);
            break;
        }
        line(22), print("driver got", signal, "| outer awaits", coro.awaits());
        line(23), reply = given.knobs.whole("reply");
        local("reply", reply);
        line(16);
    }
}

} // namespace lesson_await_chain_to_yield
