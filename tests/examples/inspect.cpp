// What a thing is: a coroutine, a future, something to await at all?
#include "aio/tasks/inspect.hpp"
#include "aio/run/run.hpp"
#include "aio/tasks/sleep.hpp"

aio::Coro<> nothing() { co_return; }

aio::Coro<> look() {
    auto coroutine = nothing();
    aio::print(iscoroutine(coroutine), isawaitable(coroutine), isfuture(coroutine));
    auto const task = aio::create_task(aio::sleep(1));
    aio::print(iscoroutine(task), isawaitable(task), isfuture(task));
    aio::print(aio::isawaitable(5), getcoroutinestate(coroutine));
    coroutine.close();
    aio::print(getcoroutinestate(coroutine));
    co_await task;
}

int main() { aio::run(look()); }
