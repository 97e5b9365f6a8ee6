// output: prints, warnings and records of the logger, as the program's two streams get them.
#include "aio/base/output.hpp"
#include "aio/run/program.hpp"

int main() {
    aio::ProgramOptions options;
    options.error = [](std::string_view text) { aio::write_output("error output: " + std::string(text)); };
    auto const program = [] {
        aio::write_output("hello\n");
        aio::warn("UserWarning", "be careful");
        aio::log_error("Task exception was never retrieved", "details\n");
    };
    return aio::run_program(program, std::move(options));
}
