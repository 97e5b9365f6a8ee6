// Items that take time to come; the loop over them breaks off, and the generator still cleans up.
#include "aio/protocols/async_generator.hpp"
#include "aio/run/run.hpp"
#include "aio/tasks/sleep.hpp"

aio::AsyncGenerator<int> ticks() {
    std::exception_ptr error;
    try {
        for (int n = 1;; ++n) {
            co_await aio::sleep(1);
            co_yield n;
        }
    } catch (...) {
        error = std::current_exception();
    }
    co_await aio::sleep(1);
    aio::print("cleaned up at", aio::get_running_loop().time());
    std::rethrow_exception(error);
}
aio::Coro<> some() {
    auto const items = ticks();
    for (auto n = co_await items.next(); n; n = co_await items.next()) {
        aio::print(*n);
        if (*n == 2) break;
    }
    co_await items.aclose();
}

int main() { aio::run(some()); }
