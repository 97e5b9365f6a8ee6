// One at a time, in order of arrival.
#include "aio/sync/lock.hpp"
#include "aio/run/run.hpp"
#include "aio/tasks/gather.hpp"
#include "aio/tasks/sleep.hpp"

aio::Coro<> use(aio::Lock lock, std::string name) {
    auto const held = co_await lock.scoped();
    aio::print(name, "in at", aio::get_running_loop().time());
    co_await aio::sleep(1);
}
aio::Coro<> all() {
    aio::Lock const lock;
    auto a = use(lock, "a");
    auto b = use(lock, "b");
    co_await aio::gather(std::move(a), std::move(b));
}

int main() { aio::run(all()); }
