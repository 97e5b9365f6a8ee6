// Blocking work in threads, so that the loop goes on; a pool of two does the third job later.
#include "aio/threads/executor.hpp"
#include "aio/loop/baton.hpp"
#include "aio/run/run.hpp"
#include "aio/tasks/gather.hpp"

aio::Coro<> convert() {
    auto& loop = aio::get_running_loop();
    aio::ThreadPoolExecutor pool(2);
    auto const work = [](std::string file) {
        aio::time_sleep(1);
        return file + " by " + aio::current_thread_name();
    };
    auto const a = loop.run_in_executor(&pool, "work", work, std::string("a"));
    auto const b = loop.run_in_executor(&pool, "work", work, std::string("b"));
    auto const c = loop.run_in_executor(&pool, "work", work, std::string("c"));
    for (auto const& text : co_await aio::gather(a, b, c)) aio::print(text);
    aio::print("after", loop.time(), "s");
    aio::print(co_await aio::to_thread("work", work, std::string("d")));
}

int main() { aio::run(convert()); }
