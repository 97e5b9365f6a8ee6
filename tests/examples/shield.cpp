// Work that goes on although the one who waits for it is cancelled.
#include "aio/tasks/shield.hpp"
#include "aio/run/run.hpp"
#include "aio/tasks/sleep.hpp"

aio::Coro<int> save() {
    co_await aio::sleep(2);
    aio::print("saved");
    co_return 1;
}
aio::Coro<> waiter(aio::Task<int> saving) {
    auto const shielded = aio::shield(saving);
    co_await shielded;
}
aio::Coro<> shutdown_in_time() {
    auto const saving = aio::create_task(save());
    auto const waiting = aio::create_task(waiter(saving));
    co_await aio::sleep(1);
    waiting.cancel();
    co_await saving;
    aio::print("waiter cancelled:", waiting.cancelled());
}

int main() { aio::run(shutdown_in_time()); }
