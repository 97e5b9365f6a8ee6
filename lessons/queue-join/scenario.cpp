#include "catalogue/scenario.hpp"
#include "aio/aio.hpp"

namespace lesson_queue_join {

using namespace aio;

struct Module {
    lesson::Knobs const& knobs;

    Coro<> producer(std::string name, double delay, Queue<std::string> queue) {
        local("name", name), local("delay", delay), local("queue", queue);
        for (std::int64_t i = 0; i < knobs.whole("items"); ++i) {
            line(4), local("i", i);
            line(5);
            co_await sleep(delay);
            line(6);
            co_await queue.put(name + std::to_string(i));
            line(7), print("put     ", name + std::to_string(i));
        }
        line(4);
    }

    Coro<> consumer(Queue<std::string> queue) {
        local("queue", queue);
        for (;;) {
            line(10);
            line(11);
            std::string const item = co_await queue.get();
            local("item", item);
            line(12);
            co_await sleep(0.6);
            line(13), print("consumed", item);
            line(14), queue.task_done();
        }
    }

    Coro<> main() {
        line(17);
        Queue<std::string> const queue;
        local("queue", queue);
        line(18);
        Task<> worker = create_task(consumer(queue));
        local("worker", worker);
        if (knobs.choice("consumers") == "two") {
            line(18, 1);
            Task<> const second = create_task(consumer(queue));
            local("second", second);
        }
        line(19);
        Coro<> a = producer("a", 0.5, queue);
        Coro<> b = producer("b", 0.8, queue);
        co_await gather(std::move(a), std::move(b));
        line(20), print("producers done, still queued:", queue.qsize());
        line(21);
        if (knobs.choice("wait") == "join") {
            co_await queue.join();
        } else {
            while (!queue.empty()) {
                line(21, 1);
                co_await sleep(0.25);
                line(21);
            }
        }
        line(22), print("all work done");
        line(23), worker.cancel();
    }
};

void scenario(lesson::ScenarioArguments const& given) {
    line(1);  // import asyncio
    line(3);  // async def producer
    line(9);  // async def consumer
    line(16); // async def main
    Module module{given.knobs};
    line(25), run(module.main());
}

} // namespace lesson_queue_join
