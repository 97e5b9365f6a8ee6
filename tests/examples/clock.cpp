// A virtual clock jumps over an hour of sleep; the machine's own (steady) really waits.
#include "aio/loop/clock.hpp"
#include "aio/run/program.hpp"
#include "aio/run/run.hpp"
#include "aio/tasks/sleep.hpp"

#include <chrono>

aio::Coro<> nap(double seconds) {
    double const before = aio::get_running_loop().time();
    co_await aio::sleep(seconds);
    aio::print("slept long enough:", aio::get_running_loop().time() - before >= seconds);
}
void measure(aio::Clock clock, double seconds) {
    aio::ProgramOptions options;
    options.clock = clock;
    auto const before = std::chrono::steady_clock::now();
    aio::run_program([&] { aio::run(nap(seconds)); }, std::move(options));
    std::chrono::duration<double> const taken = std::chrono::steady_clock::now() - before;
    aio::print(aio::name_of(clock), "clock; and it really took that long:", taken.count() >= seconds);
}

int main() {
    measure(aio::Clock::virtual_, 3600);
    measure(aio::Clock::steady, 0.05);
}
