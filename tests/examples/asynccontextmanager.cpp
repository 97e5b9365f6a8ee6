// A context manager out of a generator that yields once.
#include "aio/protocols/asynccontextmanager.hpp"
#include "aio/protocols/async_with.hpp"
#include "aio/run/run.hpp"
#include "aio/tasks/sleep.hpp"

aio::AsyncGenerator<std::string> session(std::string user) {
    co_await aio::sleep(1);
    std::string const name = "session of " + user;
    co_yield name;
    co_await aio::sleep(1);
    aio::print("logged out at", aio::get_running_loop().time());
}
aio::Coro<> use() {
    auto const manager = aio::asynccontextmanager(session("ann"));
    co_await aio::async_with(manager, [&](std::string& name) -> aio::Block<> {
        aio::print(name);
        co_return;
    });
}

int main() { aio::run(use()); }
