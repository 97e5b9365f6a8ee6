// A budget for a block, however many awaits it holds.
#include "aio/tasks/timeout.hpp"
#include "aio/protocols/async_with.hpp"
#include "aio/run/run.hpp"
#include "aio/tasks/sleep.hpp"

aio::Coro<> limited() {
    try {
        co_await aio::async_with(aio::timeout(2.5), [&]() -> aio::Block<> {
            for (int step = 1;; ++step) {
                co_await aio::sleep(1);
                aio::print("step", step);
            }
        });
    } catch (aio::TimeoutError const&) {
        aio::print("time is over at", aio::get_running_loop().time());
    }
}

int main() { aio::run(limited()); }
