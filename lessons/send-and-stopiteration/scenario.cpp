#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_send_and_stopiteration {

using namespace aio;

struct Module {
    lesson::Knobs const& knobs;

    Coro<std::int64_t> add(std::int64_t a, std::int64_t b) {
        line(2), print("body runs");
        line(3);
        if (knobs.choice("first") == "raises") throw ValueError("no sum");
        co_return a + b;
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    std::string const& first = given.knobs.choice("first");
    Module module{given.knobs};
    line(1); // async def add
    line(5);
    auto coro = module.add(given.knobs.whole("a"), 3);
    local("coro", coro);
    // What can be done with a coroutine object by hand, in the order of Python's dir().
    line(6), print("methods:", std::vector<std::string>{"close", "send", "throw"});
    line(7); // try
    try {
        line(8);
        if (first == "value")
            coro.send("hi");
        else
            coro.send();
    } catch (StopIteration const& stop) {
        line(9); // except
        line(10), print("StopIteration.value =", stop.value());
    } catch (TypeError const& error) {
        line(8, 1); // except
        line(8, 2), print("first send:", error.what());
    } catch (ValueError const&) {
        line(9); // except
        line(9, 1), print("send raised", std::current_exception());
    }
    line(11); // try
    try {
        line(12), coro.send();
    } catch (RuntimeError const& error) {
        line(13); // except
        line(14), print("second send:", error.what());
    } catch (StopIteration const& stop) {
        line(13); // except
        line(13, 1), print("second send: StopIteration.value =", stop.value());
    }
}

} // namespace lesson_send_and_stopiteration
