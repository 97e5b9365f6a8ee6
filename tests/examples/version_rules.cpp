// Where versions of asyncio differ, a program may ask for the older rule.
#include "aio/base/version_rules.hpp"
#include "aio/run/program.hpp"
#include "aio/run/run.hpp"
#include "aio/tasks/current_task.hpp"
#include "aio/tasks/sleep.hpp"

aio::Coro<> change_of_mind() {
    auto const self = aio::current_task();
    self.cancel();
    self.uncancel();
    try {
        co_await aio::sleep(1);
        aio::print("the request was forgotten");
    } catch (aio::CancelledError const&) {
        aio::print("the request came all the same");
    }
}

int main() {
    for (bool const newest : {false, true}) {
        aio::ProgramOptions options;
        options.rules.uncancel_forgets_request = newest;
        aio::print(newest ? "since 3.13" : "up to 3.12");
        aio::run_program([] { aio::run(change_of_mind()); }, std::move(options));
    }
}
