// No more than two at a time.
#include "aio/sync/semaphore.hpp"
#include "aio/run/run.hpp"
#include "aio/tasks/gather.hpp"
#include "aio/tasks/sleep.hpp"

aio::Coro<> download(aio::Semaphore slots, int n) {
    auto const slot = co_await slots.scoped();
    co_await aio::sleep(1);
    aio::print("page", n, "at", aio::get_running_loop().time());
}
aio::Coro<> all() {
    aio::Semaphore const slots(2);
    std::vector<aio::Coro<>> pages;
    for (int n = 1; n <= 4; ++n) pages.push_back(download(slots, n));
    co_await aio::gather(std::move(pages));
}

int main() { aio::run(all()); }
