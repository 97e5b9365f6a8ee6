// What a pool's thread works out, awaited.
#include "aio/threads/wrap_future.hpp"
#include "aio/run/run.hpp"
#include "aio/threads/executor.hpp"

int add(int a, int b) { return a + b; }

aio::Coro<> main_coroutine() {
    aio::ThreadPoolExecutor pool(1);
    auto const sum = pool.submit("add", add, 1, 2);
    aio::print(co_await aio::wrap_future(sum));
}

int main() { aio::run(main_coroutine()); }
