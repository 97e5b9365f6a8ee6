// What no caller can be told goes to the loop's handler.
#include "aio/loop/exception_handler.hpp"
#include "aio/run/run.hpp"
#include "aio/tasks/sleep.hpp"

aio::Coro<> watch() {
    auto& loop = aio::get_running_loop();
    loop.set_exception_handler([](aio::EventLoop&, aio::ExceptionContext const& context) {
        aio::print("told of", context.exception);
    });
    loop.call_soon([] { throw aio::ValueError("boom"); });
    co_await aio::sleep(0);
    aio::print("the loop goes on");
}

int main() { aio::run(watch()); }
