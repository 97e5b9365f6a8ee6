#include "catalogue/scenarios.hpp"
#include "cli/input.hpp"
#include "cli/parts.hpp"
#include "cli/policies.hpp"
#include "cpython/recorder.hpp"
#include "session/miniature.hpp"

#include <cstdio>
#include <memory>
#include <utility>

namespace cli {
namespace {

struct RunOptions {
    std::string lesson;
    std::vector<std::string> settings;
    std::string engine; // "": mini, or cpython for a lesson that has no scenario
    Policies policies;
    std::string output;
};

int run(RunOptions const& options) {
    if (!options.engine.empty() && options.engine != "mini" && options.engine != "cpython")
        throw Failure("--engine wants mini or cpython, not " + options.engine + ".");
    auto const all = catalogue();
    lesson::Lesson const& lesson = lesson::find(*all, options.lesson);
    lesson::Knobs const knobs = cli::knobs(lesson, options.settings);
    bool const has_scenario = lesson::scenario_of(lesson.id) != nullptr;
    bool const mini = options.engine.empty() ? has_scenario : options.engine == "mini";
    if (std::string const given = first_given(options.policies); !mini && !given.empty())
        throw Failure(given + " is for the miniature; CPython runs as it does.");
    aio::ProgramOptions const under = program_options(options.policies);
    session::Recording const recording =
        mini ? session::run_miniature(lesson, knobs, under) : cpython::run(lesson, knobs);
    check_interventions(under.interventions, recording.log);
    std::fwrite(recording.output.data(), 1, recording.output.size(), stdout);
    std::fflush(stdout);
    std::fwrite(recording.error.data(), 1, recording.error.size(), stderr);
    if (!options.output.empty()) cli::save(recording.log, options.output);
    return recording.exit_code;
}

} // namespace

Command run_command() {
    auto const options = std::make_shared<RunOptions>();
    Command command{"run",
                    "Runs a lesson's program and prints exactly what it prints",
                    "The exit code is the program's. A run under a wrong model or with an intervention shows "
                    "what would be, "
                    "not what is.",
                    "awaitscope run gather-order --set fast=3 --engine cpython -o gather.awt",
                    {{"LESSON", "", "Which one; awaitscope lessons lists them", &options->lesson, true},
                     settings_option(&options->settings),
                     {"--engine", "mini|cpython",
                      "The miniature asyncio (mini), or the python3 of this machine; without it mini, if the "
                      "lesson has a scenario",
                      &options->engine},
                     {"-o,--output", "FILE.awt", "Also keeps the trace in this file", &options->output}},
                    [options] { return run(*options); }};
    for (Option& each : policy_options(options->policies)) command.options.push_back(std::move(each));
    return command;
}

} // namespace cli
