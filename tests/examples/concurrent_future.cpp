// A future that plain code can wait for: the result of work that another thread does.
#include "aio/threads/concurrent_future.hpp"
#include "aio/threads/executor.hpp"

int main() {
    aio::ThreadPoolExecutor pool(1);
    auto const square = [](int n) {
        aio::time_sleep(2);
        return n * n;
    };
    aio::ConcurrentFuture<int> const first = pool.submit("square", square, 6);
    auto const second = pool.submit("square", square, 7);
    try {
        first.result(1.0);
    } catch (aio::TimeoutError const&) {
        aio::print("not within a second; running:", first.running(), second.running());
    }
    aio::print("the second is taken back:", second.cancel());
    aio::print("the first is", first.result());
}
