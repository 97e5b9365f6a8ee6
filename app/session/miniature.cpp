#include "session/miniature.hpp"

#include <utility>

namespace session {

Prepared prepare(lesson::Lesson const& lesson, lesson::Knobs const& knobs) {
    lesson::Scenario const scenario = lesson::scenario_of(lesson.id);
    if (scenario == nullptr)
        throw EngineError("The lesson " + lesson.id +
                          " has no scenario for the miniature; run it with --engine cpython.");
    return {scenario, knobs, lesson::variant(lesson, knobs), lesson.id, lesson::changed(lesson, knobs)};
}

Recording run_miniature(Prepared const& prepared, aio::ProgramOptions options) {
    Recording recording;
    recording.log = trace::Log({1, "miniature", "3.11", "virtual", prepared.id, {}, prepared.changed});
    options.log = &recording.log;
    options.source = recording.log.add_source({"program.py", prepared.program.text, {}});
    options.line_map = prepared.program.lines;
    options.output = [&](std::string_view text) { recording.output += text; };
    options.error = [&](std::string_view text) { recording.error += text; };
    lesson::ScenarioArguments const arguments{prepared.knobs, prepared.program};
    recording.exit_code = aio::run_program([&] { prepared.scenario(arguments); }, std::move(options));
    return recording;
}

Recording run_miniature(lesson::Lesson const& lesson, lesson::Knobs const& knobs,
                        aio::ProgramOptions options) {
    return run_miniature(prepare(lesson, knobs), std::move(options));
}

} // namespace session
