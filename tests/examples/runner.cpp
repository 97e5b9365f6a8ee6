// One loop for several runs; what the first left behind goes on in the second.
#include "aio/run/runner.hpp"
#include "aio/tasks/sleep.hpp"

aio::Coro<> tick() {
    for (int n = 1;; ++n) {
        co_await aio::sleep(1);
        aio::print("tick", n);
    }
}
aio::Coro<> start() {
    aio::create_task(tick());
    co_await aio::sleep(1.5);
    aio::print("first run ends");
}
aio::Coro<> go_on() {
    co_await aio::sleep(1);
    aio::print("second run ends");
}

int main() {
    aio::Runner runner;
    runner.run(start());
    runner.run(go_on());
    runner.close(); // cancels the ticker
    aio::print("closed");
}
