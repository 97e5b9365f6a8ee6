// A coroutine is an object: calling the function runs nothing; send() drives it by hand, as an event loop
// does.
#include "aio/coro/coro.hpp"
#include "aio/python/stop_iteration.hpp"

aio::Coro<int> ask(int seed) {
    aio::print("body begins");
    aio::Object const answer = co_await aio::yield_("a question");
    co_return seed + *answer.as<int>();
}

int main() {
    auto coroutine = ask(40);
    aio::print("nothing has run:", coroutine.state());
    aio::print("it yields", coroutine.send());
    aio::print("now it is", coroutine.state());
    try {
        coroutine.send(2);
    } catch (aio::StopIteration const& stop) {
        aio::print("it returns", stop.value());
    }
    aio::print("and is", coroutine.state());
}
