// sleep(0) steps aside once; sleep(1) waits for the clock, which is virtual.
#include "aio/tasks/sleep.hpp"
#include "aio/run/run.hpp"
#include "aio/tasks/gather.hpp"

aio::Coro<> polite(std::string name) {
    for (int i = 0; i < 2; ++i) {
        aio::print(name, i);
        co_await aio::sleep(0);
    }
}
aio::Coro<> both() {
    auto a = polite("a");
    auto b = polite("b");
    co_await aio::gather(std::move(a), std::move(b));
    co_await aio::sleep(2.5);
    aio::print("clock at", aio::get_running_loop().time());
}

int main() { aio::run(both()); }
