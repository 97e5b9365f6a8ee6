// A generator is a two-way door; a coroutine may await one (types.coroutine), whose yields go to the driver.
#include "aio/protocols/generator.hpp"

aio::Generator<> countdown(int from) {
    for (int n = from; n > 0; --n) co_yield n;
}

aio::Generator<std::string> running_total() {
    int total = 0;
    for (;;) {
        aio::Object const got = co_yield total;
        if (got.is_none()) co_return "total " + std::to_string(total);
        total += *got.as<int>();
    }
}

int main() {
    for (auto const& n : countdown(3)) aio::print(n);
    auto total = running_total();
    total.next();
    total.send(5);
    aio::print("so far", total.send(6));
    try {
        total.next();
    } catch (aio::StopIteration const& stop) {
        aio::print(stop.value());
    }
}
