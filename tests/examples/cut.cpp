// A program that ends after so many callbacks, wherever it stands: nothing is left behind.
#include "aio/cut.hpp"
#include "aio/alive.hpp"
#include "aio/program.hpp"
#include "aio/run.hpp"
#include "aio/sleep.hpp"

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
