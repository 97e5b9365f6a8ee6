#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_context_per_task {

using namespace aio;

struct Module {
    lesson::Knobs const& knobs;
    ContextVar<std::string> request_id{"request_id", "none"};
    std::string last_global = "none";

    Coro<> log(std::string text) {
        local("text", text);
        line(8);
        std::string const padded = text + std::string(7 - text.size(), ' ');
        print(padded, "contextvar", request_id.get() + "  global " + last_global);
        co_return;
    }

    Coro<> handle(std::int64_t number) {
        local("number", number);
        line(12), request_id.set(std::to_string(number));
        line(13), last_global = std::to_string(number);
        line(14);
        co_await sleep(1);
        line(15);
        co_await log("req " + std::to_string(number));
    }

    Coro<> main() {
        std::int64_t const second = knobs.whole("second");
        line(18);
        if (knobs.choice("how") == "gather") {
            Coro<> one = handle(1);
            Coro<> two = handle(second);
            co_await gather(std::move(one), std::move(two));
        } else {
            co_await handle(1);
            line(18, 1);
            co_await handle(second);
        }
        line(19);
        co_await log("main");
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1); // import asyncio
    line(2); // from contextvars import ContextVar
    line(4);
    Module module{given.knobs};
    local("request_id", module.request_id);
    line(5), local("last_global", module.last_global);
    line(7);  // async def log
    line(10); // async def handle
    line(17); // async def main
    line(21), run(module.main());
}

} // namespace lesson_context_per_task
