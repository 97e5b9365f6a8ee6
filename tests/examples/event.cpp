// A gate for any number of tasks.
#include "aio/sync/event.hpp"
#include "aio/loop/task.hpp"
#include "aio/run/run.hpp"
#include "aio/tasks/sleep.hpp"

aio::Coro<> runner(aio::Event gun, std::string name) {
    co_await gun.wait();
    aio::print(name, "runs");
}
aio::Coro<> race() {
    aio::Event const gun;
    auto const running = aio::create_task(runner(gun, "she"));
    co_await aio::sleep(3);
    aio::print("bang");
    gun.set();
    co_await running;
}

int main() { aio::run(race()); }
