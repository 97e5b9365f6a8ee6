// wait: some of many, without raising or cancelling; wait_for: one, with a limit.
#include "aio/tasks/wait.hpp"
#include "aio/run/run.hpp"
#include "aio/tasks/sleep.hpp"

aio::Coro<int> number(int n) {
    co_await aio::sleep(n);
    co_return n;
}
aio::Coro<> some() {
    std::vector<aio::Task<int>> tasks;
    for (int n = 1; n <= 3; ++n) tasks.push_back(aio::create_task(number(n)));
    aio::WaitOptions first;
    first.return_when = aio::FIRST_COMPLETED;
    auto const [done, pending] = co_await aio::wait(tasks, first);
    aio::print(done.size(), "done,", pending.size(), "pending");
    try {
        co_await aio::wait_for(number(10), 1);
    } catch (aio::TimeoutError const&) {
        aio::print("too slow");
    }
}

int main() { aio::run(some()); }
