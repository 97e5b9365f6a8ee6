// A block that waits for its tasks; if one fails, the others are cancelled.
#include "aio/tasks/task_group.hpp"
#include "aio/protocols/async_with.hpp"
#include "aio/run/run.hpp"
#include "aio/tasks/sleep.hpp"

aio::Coro<> works() {
    try {
        co_await aio::sleep(5);
    } catch (aio::CancelledError const&) {
        aio::print("stopped because the other failed");
        throw;
    }
}
aio::Coro<> fails() {
    co_await aio::sleep(1);
    throw aio::ValueError("boom");
}
aio::Coro<> both() {
    aio::TaskGroup group;
    try {
        co_await aio::async_with(group, [&](aio::TaskGroup& tasks) -> aio::Block<> {
            tasks.create_task(works());
            tasks.create_task(fails());
            co_return;
        });
    } catch (aio::ExceptionGroup const& error) {
        aio::print(error.what());
    }
}

int main() { aio::run(both()); }
