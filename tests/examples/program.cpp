// A C++ program run as a lesson runs: output caught, events recorded.
#include "aio/run/program.hpp"
#include "aio/run/run.hpp"
#include "aio/tasks/sleep.hpp"

aio::Coro<> hello() {
    aio::print("hello");
    co_await aio::sleep(1);
    throw aio::ValueError("boom");
}

int main() {
    trace::Log log;
    std::string output;
    aio::ProgramOptions options;
    options.log = &log;
    options.output = [&](std::string_view text) { output += text; };
    options.error = [](std::string_view) {};
    int const code = aio::run_program([] { aio::run(hello()); }, std::move(options));
    aio::print("it printed", output.substr(0, output.size() - 1), "and ended with", code);
    aio::print(log.end()->error, "- the last of", log.size() > 20 ? "many" : "few", "events is",
               log.kind_name(log[log.size() - 1].kind));
}
