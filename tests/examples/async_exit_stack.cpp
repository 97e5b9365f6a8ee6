// Any number of context managers, left from the last to the first.
#include "aio/protocols/async_exit_stack.hpp"
#include "aio/run/run.hpp"
#include "aio/tasks/sleep.hpp"

struct File {
    std::string name;
    explicit File(std::string of) : name(std::move(of)) {}
    aio::Coro<std::string> aenter() {
        co_await aio::sleep(1);
        co_return name;
    }
    aio::Coro<> aexit(std::exception_ptr) {
        co_await aio::sleep(1);
        aio::print("closed", name);
    }
};
aio::Coro<> open_all() {
    aio::AsyncExitStack files;
    co_await aio::async_with(files, [&]() -> aio::Block<> {
        for (std::string const name : {"a", "b"}) {
            auto opening = files.enter_async_context(File(name));
            aio::print("opened", co_await opening);
        }
    });
}

int main() { aio::run(open_all()); }
