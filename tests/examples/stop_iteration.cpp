// How a coroutine driven by hand says that it returned.
#include "aio/python/stop_iteration.hpp"
#include "aio/coro/coro.hpp"

aio::Coro<int> ask() {
    aio::Object const answer = co_await aio::yield_(std::string("how many?"));
    co_return *answer.as<int>() + 1;
}

int main() {
    auto coroutine = ask();
    aio::print(coroutine.send());
    try {
        coroutine.send(41);
    } catch (aio::StopIteration const& stop) {
        aio::print("returned", stop.value());
    }
}
