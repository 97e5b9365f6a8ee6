// What call_soon and call_later give back: a callback that can still be taken back.
#include "aio/loop/handle.hpp"
#include "aio/run/run.hpp"
#include "aio/tasks/sleep.hpp"

aio::Coro<> remind() {
    auto& loop = aio::get_running_loop();
    auto const tea = loop.call_later(3, [] { aio::print("tea is ready"); });
    auto const bell = loop.call_later(2, [] { aio::print("the bell rings"); });
    loop.call_soon([] { aio::print("soon"); });
    co_await aio::sleep(1);
    bell->cancel();
    aio::print("taken back:", bell->cancelled(), tea->cancelled());
    co_await aio::sleep(5);
}

int main() { aio::run(remind()); }
