#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_queue_backpressure {

using namespace aio;

using Item = std::optional<int>; // None: no more

struct Module {
    lesson::Knobs const& knobs;
    double start = 0;

    Coro<> producer(Queue<Item> queue) {
        local("queue", queue);
        for (int i = 0; i < 4; ++i) {
            line(4), local("i", i);
            line(5);
            co_await queue.put(i);
            line(6), print(now(), "put", i);
        }
        line(4);
        line(7);
        co_await queue.put(std::nullopt);
    }

    Coro<> consumer(Queue<Item> queue) {
        local("queue", queue);
        for (;;) {
            line(10);
            Item const item = co_await queue.get();
            if (!item) break;
            line(11);
            co_await sleep(knobs.whole("work"));
            line(12), print(now(), "  done", *item);
        }
    }

    std::string now() const {
        FunctionFrame const frame;
        line(15);
        return fixed(get_running_loop().time() - start, 0) + "s";
    }

    Coro<> main() {
        line(19), start = get_running_loop().time();
        line(20);
        Queue<Item> const queue(knobs.whole("maxsize"));
        local("queue", queue);
        line(21);
        Coro<> puts = producer(queue);
        Coro<> gets = consumer(queue);
        co_await gather(std::move(puts), std::move(gets));
        line(22), print(now(), "both ended");
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1);  // import asyncio
    line(3);  // async def producer
    line(9);  // async def consumer
    line(14); // def now
    line(17); // async def main
    Module module{given.knobs};
    line(24), run(module.main());
}

} // namespace lesson_queue_backpressure
