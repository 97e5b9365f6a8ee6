// A block whose way in and way out may wait.
#include "aio/protocols/async_with.hpp"
#include "aio/run/run.hpp"
#include "aio/tasks/sleep.hpp"

struct Connection {
    std::string host;
    explicit Connection(std::string to) : host(std::move(to)) {}
    aio::Coro<> aenter() {
        co_await aio::sleep(1);
        aio::print("connected to", host);
    }
    aio::Coro<bool> aexit(std::exception_ptr error) {
        co_await aio::sleep(1);
        aio::print("closed, because of", error);
        co_return true; // goes no further
    }
};
aio::Coro<> use() {
    co_await aio::async_with(Connection("db"), [&](Connection& connection) -> aio::Block<> {
        aio::print("asking", connection.host);
        co_await aio::sleep(1);
        throw aio::ValueError("no answer");
    });
    aio::print("it is", aio::get_running_loop().time());
}

int main() { aio::run(use()); }
