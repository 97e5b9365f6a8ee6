#include "cli/command.hpp"
#include "cli/input.hpp"
#include "session/engines.hpp"

#include <cstdio>
#include <memory>

namespace cli {
namespace {

struct Options {
    std::string lesson;
    std::vector<std::string> settings;
    std::string engine = "mini";
    std::string output;
};

int run(Options const& options) {
    auto const all = catalogue();
    lesson::Lesson const& lesson = lesson::find(*all, options.lesson);
    lesson::Knobs const knobs = cli::knobs(lesson, options.settings);
    session::Recording const recording = options.engine == "cpython" ? session::run_cpython(lesson, knobs)
                                                                     : session::run_miniature(lesson, knobs);
    std::fwrite(recording.output.data(), 1, recording.output.size(), stdout);
    std::fflush(stdout);
    std::fwrite(recording.error.data(), 1, recording.error.size(), stderr);
    if (!options.output.empty()) save(recording.log, options.output);
    return recording.exit_code;
}

} // namespace

void add_run(CLI::App& app, int& exit_code) {
    CLI::App* const command = app.add_subcommand(
        "run", "Runs a lesson's program and prints exactly what it prints; its exit code is the program's");
    command->footer("Example:\n  awaitscope run gather-order --set fast=3 --engine cpython -o gather.awt");
    auto const options = std::make_shared<Options>();
    command->add_option("LESSON", options->lesson, "Which one; awaitscope lessons lists them")->required();
    command->add_option("--set", options->settings, "KNOB=VALUE: a what-if; may be given several times")
        ->allow_extra_args(false);
    command
        ->add_option("--engine", options->engine,
                     "mini: the miniature asyncio; cpython: the python3 of this machine")
        ->check(CLI::IsMember({"mini", "cpython"}))
        ->capture_default_str();
    command->add_option("-o,--output", options->output, "Also keeps the trace in this file (.awt)");
    command->callback([options, &exit_code] { exit_code = run(*options); });
}

} // namespace cli
