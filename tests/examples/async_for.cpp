// Any object with anext() can be iterated over; collect is the comprehension.
#include "aio/protocols/async_for.hpp"
#include "aio/run/run.hpp"
#include "aio/tasks/sleep.hpp"

struct Countdown {
    int left;
    aio::Coro<int> anext() {
        if (left == 0) throw aio::StopAsyncIteration();
        co_await aio::sleep(1);
        co_return left--;
    }
};
aio::AsyncGenerator<int> numbers(int count) {
    for (int n = 0; n < count; ++n) co_yield n;
}
aio::Coro<> iterate() {
    Countdown countdown{2};
    for (auto n = co_await aio::next_of(countdown); n; n = co_await aio::next_of(countdown)) aio::print(*n);
    auto const square = [](int n) { return n * n; };
    aio::print(co_await aio::collect(numbers(4), square));
}

int main() { aio::run(iterate()); }
