#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_async_for {

using namespace aio;

struct Countdown {
    std::string name;
    int n;
    std::int64_t seconds;

    Countdown(std::string its_name, int start, lesson::Knobs const& knobs)
        : name(std::move(its_name)), n(start), seconds(knobs.whole("seconds")) {
        FunctionFrame const frame;
        line(5);
        local("name", name), local("start", start);
    }

    Countdown& aiter() {
        FunctionFrame const frame;
        line(7);
        return *this;
    }

    // As `async for` calls it, and as a program does by hand.
    Coro<std::string> anext() { return next(Label{"__anext__", "…"}, this); }
    Coro<std::string> anext_by_hand() {
        return next(Label{"Countdown.__anext__", "<__main__.Countdown object>"}, this);
    }

    static Coro<std::string> next(Label, Countdown* self) {
        line(9);
        if (self->n == 0) {
            line(10);
            throw StopAsyncIteration();
        }
        line(11);
        co_await sleep(self->seconds);
        line(12), --self->n;
        line(13);
        co_return self->name + str(self->n + 1);
    }
};

struct Module {
    lesson::Knobs const& knobs;

    Coro<> show(std::string name, int start) {
        local("name", name), local("start", start);
        line(16);
        Countdown countdown(name, start, knobs);
        if (knobs.choice("loop") == "plain-for") throw TypeError("'Countdown' object is not iterable");
        auto& items = aiter(countdown);
        for (auto item = co_await next_of(items); item; item = co_await next_of(items)) {
            local("item", *item);
            line(17), print(*item);
            line(16);
        }
        line(19), print(name, "liftoff");
    }

    Coro<> main() {
        line(22);
        if (knobs.choice("how") == "in-turn") {
            co_await show("A", 2);
            line(22, 1);
            co_await show("B", 3);
        } else {
            Coro<> first = show("A", 2);
            Coro<> second = show("B", 3);
            co_await gather(std::move(first), std::move(second));
        }
        line(23);
        Countdown countdown("C", 1, knobs);
        Countdown& by_hand = countdown.aiter();
        line(24);
        std::string const item = co_await by_hand.anext_by_hand();
        print("by hand:", item);
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1), line(3); // import asyncio; class Countdown
    line(4), line(6), line(8);
    line(15); // async def show
    line(21); // async def main
    Module module{given.knobs};
    line(26);
    if (given.knobs.choice("loop") == "async-for") {
        run(module.main());
        return;
    }
    try {
        line(26, 1), run(module.main());
    } catch (TypeError const& error) {
        line(26, 2); // except
        line(26, 3), print("TypeError:", error.what());
    }
}

} // namespace lesson_async_for
