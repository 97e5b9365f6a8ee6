// How many objects of asyncio are alive.
#include "aio/base/live_objects.hpp"
#include "aio/run/run.hpp"

aio::Coro<> nothing() { co_return; }

aio::Coro<> show() {
    auto const before = aio::objects_alive;
    auto const task = aio::create_task(nothing());
    aio::print("tasks:", aio::objects_alive.tasks - before.tasks);
    aio::print("frames:", aio::objects_alive.frames - before.frames);
    co_await task;
    aio::print("frames when it is done:", aio::objects_alive.frames - before.frames);
}

int main() { aio::run(show()); }
