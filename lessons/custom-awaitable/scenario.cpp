#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_custom_awaitable {

using namespace aio;

// The program's class Timer.
struct Timer {
    std::string const* gives;
    double seconds = 0;

    Timer(std::string const& what, double s) : gives(&what) {
        FunctionFrame const frame;
        line(5), seconds = s;
    }
    Generator<std::string> wait() const {
        line(7);
        if (*gives == "sleep")
            co_await sleep(seconds);
        else
            co_yield seconds;
        line(8);
        co_return aio::repr(seconds) + "s passed";
    }
    auto operator co_await() const { return awaiting(wait()); }
    // As a plain method: what it returns is no iterator.
    Object number() const {
        FunctionFrame const frame;
        line(7);
        return 5;
    }
};
std::string repr(Timer const&) { return "<__main__.Timer object>"; }

struct Module {
    lesson::Knobs const& knobs;

    static std::int64_t twice(std::int64_t x) {
        FunctionFrame const frame;
        line(11);
        return x * 2;
    }
    Coro<> main() {
        std::string const& gives = knobs.choice("gives");
        if (gives != "number") {
            line(14);
            bool const refused = gives == "seconds";
            if (refused) line(14, 1);
            Timer const timer(gives, 0.2);
            try {
                std::string const passed = co_await timer;
                print(passed);
            } catch (RuntimeError const& error) {
                if (!refused) throw;
                line(14, 2); // except
                line(14, 3), print("RuntimeError:", error.what());
            }
        }
        line(15); // for
        Object const eight = twice(4);
        Timer const last(gives, 1);
        Object const third = gives == "number" ? Object(last) : Object(std::vector<Timer>{last});
        for (Object const& thing : {eight, Object("text"), third}) {
            local("thing", thing);
            line(16); // try
            try {
                line(17);
                if (gives == "number" && thing.as<Timer>())
                    awaiting(last.number());
                else
                    co_await thing;
            } catch (TypeError const& error) {
                line(18); // except
                line(19), print(error.what());
            }
            line(15);
        }
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1);          // import asyncio
    line(3);          // class Timer
    line(4), line(6); // its methods
    line(10);         // def double
    line(13);         // async def main
    Module module{given.knobs};
    line(21), run(module.main());
}

} // namespace lesson_custom_awaitable
