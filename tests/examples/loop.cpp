// The loop without coroutines: callbacks, soon, later and at a time; a handle takes one back.
#include "aio/loop/loop.hpp"
#include "aio/python/repr.hpp"

int main() {
    aio::EventLoop loop;
    loop.call_later(2, [&] {
        aio::print("two seconds");
        loop.stop();
    });
    loop.call_at(1, [&] { aio::print("one second, clock at", loop.time()); });
    auto const never = loop.call_later(1.5, [] { aio::print("never"); });
    loop.call_soon([&] {
        aio::print("soon");
        never->cancel();
    });
    loop.run_forever();
}
