// Items from task to task; put() waits while the queue is full.
#include "aio/sync/queue.hpp"
#include "aio/run/run.hpp"
#include "aio/tasks/sleep.hpp"

aio::Coro<> produce(aio::Queue<int> queue) {
    for (int n = 1; n <= 3; ++n) {
        co_await queue.put(n);
        aio::print("put", n);
    }
}
aio::Coro<> consume() {
    aio::Queue<int> const queue(1);
    auto const producing = aio::create_task(produce(queue));
    for (int i = 0; i < 3; ++i) {
        co_await aio::sleep(1);
        aio::print("got", co_await queue.get());
        queue.task_done();
    }
    co_await queue.join();
}

int main() { aio::run(consume()); }
