#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_ready_queue {

using namespace aio;

struct Module {
    lesson::Knobs const& knobs;

    // What main defines stands here, since it may be called when main is over.
    auto soon(EventLoop& loop, std::string name) {
        return loop.call_soon([this, &loop, name] { callback(loop, name); }, "main.<locals>.callback");
    }
    void callback(EventLoop& loop, std::string const& name) {
        line(7), local("name", name);
        print(name);
        line(8);
        if (name == "first") line(9), soon(loop, "made by first");
    }

    Coro<> main() {
        bool const raises = knobs.choice("second") == "raises";
        line(4);
        EventLoop& loop = get_running_loop();
        local("loop", loop.id());
        line(6); // def callback
        line(11), soon(loop, "first");
        line(12);
        if (raises) {
            auto const broken = [] {
                line(12, 1), print("second");
                line(12, 2);
                throw ValueError("in a callback");
            };
            line(12, 3), loop.call_soon(broken, "main.<locals>.broken");
        } else {
            auto const second = soon(loop, "second");
            if (knobs.choice("second") == "cancelled") second->cancel();
        }
        line(13), print("main goes on");
        line(14);
        co_await sleep(0);
        line(15), print("main, one turn later");
        line(16);
        co_await sleep(0);
        line(17), print("main, two turns later");
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1); // import asyncio
    line(3); // async def main
    Module module{given.knobs};
    line(19), run(module.main());
}

} // namespace lesson_ready_queue
