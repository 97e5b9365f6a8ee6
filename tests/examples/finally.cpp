// Python's finally, for cleaning up that does not wait.
#include "aio/base/finally.hpp"
#include "aio/run/run.hpp"
#include "aio/tasks/sleep.hpp"

aio::Coro<> careful() {
    aio::Finally const finally([] { aio::print("cleaned up"); });
    co_await aio::sleep(1);
    throw aio::ValueError("boom");
}

int main() {
    try {
        aio::run(careful());
    } catch (aio::ValueError const& error) {
        aio::print("after that:", error.what());
    }
}
