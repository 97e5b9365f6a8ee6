// Two timers of one moment: CPython leaves their order open, a schedule chooses.
#include "aio/base/schedule.hpp"
#include "aio/run/program.hpp"
#include "aio/run/run.hpp"
#include "aio/tasks/sleep.hpp"

aio::Coro<> sleeper(std::string name) {
    co_await aio::sleep(1);
    aio::print(name);
}
aio::Coro<> both() {
    auto const a = aio::create_task(sleeper("a"));
    auto const b = aio::create_task(sleeper("b"));
    co_await a;
    co_await b;
}

int main() {
    for (auto const* choices : {"", "1"}) {
        aio::ProgramOptions options;
        options.schedule = *aio::parse_schedule(choices);
        aio::print("schedule", aio::repr(choices));
        aio::run_program([] { aio::run(both()); }, std::move(options));
    }
}
