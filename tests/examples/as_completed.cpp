// Results in the order in which they come.
#include "aio/tasks/as_completed.hpp"
#include "aio/run/run.hpp"
#include "aio/tasks/sleep.hpp"

aio::Coro<std::string> fetch(std::string page, int seconds) {
    co_await aio::sleep(seconds);
    co_return page;
}
aio::Coro<> all() {
    std::vector<aio::Coro<std::string>> pages;
    pages.push_back(fetch("slow", 3));
    pages.push_back(fetch("fast", 1));
    for (auto next : aio::as_completed(std::move(pages)))
        aio::print(co_await next, "at", aio::get_running_loop().time());
}

int main() { aio::run(all()); }
