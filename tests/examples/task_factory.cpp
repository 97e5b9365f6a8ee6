// Eager tasks: the first step runs in the call of create_task.
#include "aio/loop/task_factory.hpp"
#include "aio/run/run.hpp"

aio::Coro<int> cached() {
    aio::print("looked up at once");
    co_return 42;
}
aio::Coro<> ask() {
    aio::get_running_loop().set_task_factory(aio::eager_task_factory);
    auto const task = aio::create_task(cached());
    aio::print("done already:", task.done(), co_await task);
}

int main() { aio::run(ask()); }
