// time_sleep holds up the thread that calls it. In the loop's own thread that is everybody else.
#include "aio/loop/baton.hpp"
#include "aio/loop/task.hpp"
#include "aio/run/run.hpp"
#include "aio/tasks/sleep.hpp"

aio::Coro<> beat() {
    co_await aio::sleep(1);
    aio::print("beat at", aio::get_running_loop().time());
}
aio::Coro<> block() {
    auto const task = aio::create_task(beat());
    co_await aio::sleep(0);
    aio::time_sleep(5);
    aio::print(aio::current_thread_name(), "slept");
    co_await task;
}

int main() { aio::run(block()); }
