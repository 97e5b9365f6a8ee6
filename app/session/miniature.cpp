#include "session/miniature.hpp"

#include "catalogue/program.hpp"
#include "catalogue/scenarios.hpp"

#include <utility>

namespace session {

Recording run_miniature(lesson::Lesson const& lesson, lesson::Knobs const& knobs,
                        aio::ProgramOptions options) {
    lesson::Scenario const scenario = lesson::scenario_of(lesson.id);
    if (scenario == nullptr)
        throw EngineError("The lesson " + lesson.id +
                          " has no scenario for the miniature; run it with --engine cpython.");
    lesson::Program const program = lesson::variant(lesson, knobs);
    Recording recording;
    recording.log =
        trace::Log({1, "miniature", "3.11", "virtual", lesson.id, {}, lesson::changed(lesson, knobs)});
    options.log = &recording.log;
    options.source = recording.log.add_source({"program.py", program.text, {}});
    options.line_map = program.lines;
    options.output = [&](std::string_view text) { recording.output += text; };
    options.error = [&](std::string_view text) { recording.error += text; };
    lesson::ScenarioArguments const arguments{knobs, program};
    recording.exit_code = aio::run_program([&] { scenario(arguments); }, std::move(options));
    return recording;
}

} // namespace session
