#include "cli/input.hpp"
#include "cli/parts.hpp"
#include "replay/findings/duration.hpp"
#include "replay/findings/place_words.hpp"
#include "replay/findings/slowest.hpp"
#include "replay/names.hpp"
#include "session/run.hpp"
#include "trace/reader.hpp"

#include <cstdio>
#include <memory>
#include <optional>
#include <utility>

namespace cli {
namespace {

std::string engine(trace::Header const& header) {
    std::string const name = header.engine == "cpython"     ? "CPython " + header.version
                             : header.engine == "miniature" ? "the miniature of asyncio " + header.version
                                                            : header.engine + " " + header.version;
    return name + ", " + header.clock + " clock";
}

void line(char const* name, std::string const& value) { std::printf("%-9s %s\n", name, value.c_str()); }

std::string ending(std::optional<trace::End> const& end) {
    if (!end) return "not in this file";
    return "exit code " + std::to_string(end->exit_code) + (end->error.empty() ? "" : ": " + end->error);
}

void print_slowest(replay::Index const& index, std::size_t most) {
    replay::Slowest const found = replay::slowest(index, most);
    trace::Log const& log = index.log();
    for (replay::Timed const& step : found.steps)
        line("step", replay::duration(step.ns) + ": " + replay::display_name(index, step.task) +
                         replay::at_words(log, step.at) + " (event " + std::to_string(step.from) + ")");
    for (replay::Timed const& wait : found.waits)
        line("wait", replay::duration(wait.ns) + (wait.over ? ": " : " and still: ") +
                         replay::display_name(index, wait.task) +
                         (wait.awaited.empty() ? "" : " for " + wait.awaited) +
                         replay::at_words(log, wait.at) + " (event " + std::to_string(wait.from) + ")");
}

struct CheckOptions {
    std::string file;
    std::string slowest;
};

int check(CheckOptions const& options) {
    std::string const& file = options.file;
    int const most = options.slowest.empty() ? 0 : whole("--slowest", options.slowest, 1, 1'000'000);
    trace::Reading reading = trace::load(file);
    std::string const damage = reading.problem;
    auto const run = session::make_run(std::move(reading.log), file, damage);
    trace::Log const& log = *run->log;

    line("file", file + (damage.empty() ? ": whole" : ": not whole"));
    line("program", log.header().program);
    for (auto const& [name, value] : log.header().knobs)
        line("knob", std::string(name).append(" = ").append(value));
    line("engine", engine(log.header()));
    if (!log.header().model.empty()) line("model", log.header().model + ", which is wrong");
    if (!log.header().schedule.empty()) line("schedule", log.header().schedule);
    for (std::string const& each : log.header().interventions) line("person", each);
    line("events", std::to_string(log.size()));
    line("tasks", std::to_string(run->index.task_count()));
    line("ended", ending(log.end()));
    for (replay::Problem const& problem : run->problems) {
        std::string const place = replay::place_words(log, problem.at);
        line("found", (place.empty() ? "" : place + ", ") + "event " + std::to_string(problem.position) +
                          ": " + problem.words);
    }
    if (most > 0) print_slowest(run->index, static_cast<std::size_t>(most));
    std::fflush(stdout);
    if (damage.empty()) return exit_good;
    std::fprintf(stderr, "awaitscope: %s\n", damage.c_str());
    return exit_bad;
}

} // namespace

Command check_command() {
    auto const options = std::make_shared<CheckOptions>();
    return {"check",
            "Says whether a recorded file is whole, what it holds, and what went wrong in the program",
            "Exit code 1: cut off or damaged; 2: no trace at all.",
            "awaitscope check fetch.awt --slowest 10",
            {{"FILE.awt", "", "The recorded file", &options->file, true},
             {"--slowest", "N", "The N longest steps and waits, too", &options->slowest}},
            [options] { return check(*options); }};
}

} // namespace cli
