// Who runs now, and who else is there.
#include "aio/tasks/current_task.hpp"
#include "aio/run/run.hpp"
#include "aio/tasks/sleep.hpp"

aio::Coro<> worker() {
    aio::print("this is", aio::current_task().name());
    co_await aio::sleep(1);
}

aio::Coro<> boss() {
    aio::create_task(worker(), "worker");
    co_await aio::sleep(0);
    for (auto const& task : aio::all_tasks()) aio::print(task.name(), "is at", task.get_coro().name());
}

int main() { aio::run(boss()); }
