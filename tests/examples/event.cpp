// A gate for any number of tasks.
#include "aio/event.hpp"
#include "aio/run.hpp"
#include "aio/sleep.hpp"
#include "aio/task.hpp"

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
