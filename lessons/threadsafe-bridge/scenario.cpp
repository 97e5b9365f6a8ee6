#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

#include <cctype>

namespace lesson_threadsafe_bridge {

using namespace aio;

struct Module {
    lesson::Knobs const& knobs;

    Coro<std::string> lookup(std::string key) {
        local("key", key);
        line(4);
        co_await sleep(knobs.number("takes"));
        line(5);
        for (char& c : key) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
        co_return key;
    }

    std::string legacy(EventLoop* loop) {
        line(8), print("thread: asks the loop");
        line(9);
        // The call runs nothing. Under the belief that it does, what it begins is the loop's.
        EventLoop* const own = std::exchange(thread_state.loop, loop);
        Coro<std::string> coroutine = lookup("abc");
        thread_state.loop = own;
        auto const future = run_coroutine_threadsafe(std::move(coroutine), *loop);
        line(10); // try
        try {
            line(11);
            return future.result(1);
        } catch (TimeoutError const&) {
            line(12); // except
            line(13);
            return "TimeoutError: nobody ran the loop";
        }
    }

    Coro<> heartbeat() {
        for (int i = 0; i < 4; ++i) {
            line(16), line(17);
            co_await sleep(0.2);
            line(18), print("beat");
        }
        line(16);
    }

    Coro<> main() {
        line(21);
        EventLoop* const loop = &get_running_loop();
        line(22);
        Task<> const beats = create_task(heartbeat());
        local("beats", beats);
        line(23);
        std::string answer;
        if (knobs.choice("where") == "loop") {
            FunctionFrame const frame;
            answer = legacy(loop);
        } else {
            answer = co_await to_thread(
                "legacy", [this](EventLoop* its) { return legacy(its); }, loop);
        }
        print("main got", answer);
        line(24);
        co_await beats;
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1);  // import asyncio
    line(3);  // async def lookup
    line(7);  // def legacy
    line(15); // async def heartbeat
    line(20); // async def main
    Module module{given.knobs};
    line(26), run(module.main());
}

} // namespace lesson_threadsafe_bridge
