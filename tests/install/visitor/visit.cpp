#include <aio/aio.hpp>

aio::Coro<std::string> fetch(std::string page, int seconds) {
    co_await aio::sleep(seconds);
    co_return page;
}

aio::Coro<> visit() {
    auto slow = fetch("slow", 2);
    auto fast = fetch("fast", 1);
    aio::print(co_await aio::gather(std::move(slow), std::move(fast)));
}

int main(int, char** arguments) {
    return aio::record_to_file(arguments[1], [] { aio::run(visit()); });
}
