// What a future and a task are like, as CPython's repr says it.
#include "aio/tasks/describe.hpp"
#include "aio/loop/task.hpp"
#include "aio/run/run.hpp"
#include "aio/tasks/sleep.hpp"

aio::Coro<std::string> fetch(aio::Future<std::string> page) { co_return co_await page; }

aio::Coro<> look() {
    auto const page = aio::get_running_loop().create_future<std::string>();
    auto const task = aio::create_task(fetch(page), "fetcher");
    co_await aio::sleep(0);
    aio::print(describe(page));
    aio::print(describe(task));
    page.set_result("a page");
    co_await task;
    aio::print(describe(page));
    aio::print(describe(task));
}

int main() { aio::run(look()); }
