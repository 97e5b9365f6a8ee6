#include "cli/runs/asked.hpp"

#include "catalogue/scenarios.hpp"
#include "cli/input.hpp"
#include "cpython/recorder.hpp"
#include "session/miniature.hpp"

#include <chrono>
#include <utility>

namespace cli {

std::vector<Option> asked_options(Asked& asked) {
    std::vector<Option> options{
        {"LESSON", "", "Which one; awaitscope lessons lists them", &asked.lesson, true},
        settings_option(&asked.settings),
        {"--engine", "mini|cpython",
         "The miniature asyncio (mini), or the python3 of this machine; without it mini, if the "
         "lesson has a scenario",
         &asked.engine},
        {"--python", "PATH", "Which Python, with --engine cpython", &asked.python}};
    for (Option& each : policy_options(asked.policies)) options.push_back(std::move(each));
    return options;
}

session::Recording recording_of(Asked const& asked) {
    if (!asked.engine.empty() && asked.engine != "mini" && asked.engine != "cpython")
        throw Failure("--engine wants mini or cpython, not " + asked.engine + ".");
    auto const all = catalogue();
    lesson::Lesson const& lesson = lesson::find(*all, asked.lesson);
    lesson::Knobs const knobs = cli::knobs(lesson, asked.settings);
    bool const has_scenario = lesson::scenario_of(lesson.id) != nullptr;
    bool const mini = asked.engine.empty() ? has_scenario : asked.engine == "mini";
    if (std::string const given = first_given(asked.policies); !mini && !given.empty())
        throw Failure(given + " is for the miniature; CPython runs as it does.");
    if (mini && !asked.python.empty()) throw Failure("--python goes with --engine cpython.");
    aio::ProgramOptions const under = program_options(asked.policies);
    session::Recording recording =
        mini ? session::run_miniature(lesson, knobs, under)
             : cpython::run(lesson, knobs, {std::chrono::minutes(1), nullptr}, asked.python);
    check_interventions(under.interventions, recording.log);
    return recording;
}

} // namespace cli
