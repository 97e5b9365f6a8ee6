// A task runs a coroutine beside others; cancelling it raises CancelledError at its await.
#include "aio/loop/task.hpp"
#include "aio/run/run.hpp"
#include "aio/tasks/sleep.hpp"

aio::Coro<int> work(int seconds) {
    try {
        co_await aio::sleep(seconds);
    } catch (aio::CancelledError const&) {
        aio::print("cancelled while asleep");
        throw;
    }
    co_return seconds * 10;
}

aio::Coro<> both() {
    auto const quick = aio::create_task(work(1), "quick");
    auto const slow = aio::create_task(work(100), "slow");
    aio::print(quick.name(), "gives", co_await quick);
    slow.cancel();
    try {
        co_await slow;
    } catch (aio::CancelledError const&) {
        aio::print(slow.name(), "cancelled:", slow.cancelled());
    }
}

int main() { aio::run(both()); }
