// gather outside of a loop: no error, and nothing runs.
#include "aio/loop/policy.hpp"
#include "aio/run/program.hpp"
#include "aio/run/run.hpp"

aio::Coro<> job(std::string name) {
    aio::print(name, "runs");
    co_return;
}
void module() {
    aio::EventLoop* const made = &aio::get_event_loop();
    aio::gather(job("the one in a loop that nobody runs"));
    aio::print("the same loop again:", &aio::get_event_loop() == made);
    aio::run(job("the one in asyncio.run's loop"));
    try {
        aio::get_event_loop();
    } catch (aio::RuntimeError const& error) {
        aio::print(error.what());
    }
}

int main() {
    std::string said;
    aio::ProgramOptions options;
    options.error = [&](std::string_view text) { said += text; };
    aio::run_program(module, std::move(options));
    aio::print(said.substr(0, said.find('\n')));
}
