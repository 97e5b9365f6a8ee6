#include "cli/input.hpp"
#include "cli/runs/asked.hpp"
#include "cli/runs/parts.hpp"

#include <cstdio>
#include <memory>

namespace cli {
namespace {

int run(Asked const& asked, std::string const& output) {
    session::Recording const recording = recording_of(asked);
    std::fwrite(recording.output.data(), 1, recording.output.size(), stdout);
    std::fflush(stdout);
    std::fwrite(recording.error.data(), 1, recording.error.size(), stderr);
    if (!output.empty()) cli::save(recording.log, output);
    return recording.exit_code;
}

} // namespace

Command run_command() {
    auto const asked = std::make_shared<Asked>();
    auto const output = std::make_shared<std::string>();
    Command command{"run",
                    "Runs a lesson's program and prints exactly what it prints",
                    "The exit code is the program's. A run under a wrong model or with an intervention shows "
                    "what would be, "
                    "not what is.",
                    "awaitscope run gather-order --set fast=3 --engine cpython -o gather.awt",
                    asked_options(*asked),
                    [asked, output] { return run(*asked, *output); }};
    command.options.push_back({"-o,--output", "FILE.awt", "Also keeps the trace in this file", output.get()});
    return command;
}

} // namespace cli
