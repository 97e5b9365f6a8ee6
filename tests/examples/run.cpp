// asyncio.run: one call from ordinary code into the world of coroutines, and back with a value.
#include "aio/run/run.hpp"
#include "aio/tasks/sleep.hpp"

aio::Coro<std::string> main_coroutine() {
    co_await aio::sleep(3600); // of virtual time: the clock jumps
    co_return "an hour later";
}

int main() { aio::print(aio::run(main_coroutine())); }
