// A program that ends after so many callbacks, wherever it stands: nothing is left behind.
#include "aio/base/callback_limit.hpp"
#include "aio/base/live_objects.hpp"
#include "aio/run/program.hpp"
#include "aio/run/run.hpp"
#include "aio/tasks/sleep.hpp"

aio::Coro<> count() {
    for (int i = 1;; ++i) {
        aio::print(i);
        co_await aio::sleep(1);
    }
}

int main() {
    aio::CallbackLimit limit{3};
    aio::ProgramOptions options;
    options.limit = &limit;
    auto const before = aio::objects_alive;
    aio::run_program([] { aio::run(count()); }, std::move(options));
    aio::print("cut:", limit.reached, "and all gone:", aio::objects_alive == before);
}
