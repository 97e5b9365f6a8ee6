// Several at once, results in the order of the arguments.
#include "aio/tasks/gather.hpp"
#include "aio/run/run.hpp"
#include "aio/tasks/sleep.hpp"

aio::Coro<std::string> fetch(std::string page, int seconds) {
    co_await aio::sleep(seconds);
    aio::print("got", page);
    co_return page;
}
aio::Coro<> all() {
    auto slow = fetch("slow", 2);
    auto fast = fetch("fast", 1);
    aio::print(co_await aio::gather(std::move(slow), std::move(fast)));
}

int main() { aio::run(all()); }
