#include "session/miniature.hpp"

#include "aio/base/callback_limit.hpp"
#include "replay/interest.hpp"

#include <algorithm>
#include <cstdint>
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

Conditioned run_under(Prepared const& prepared, Conditions const& conditions) {
    constexpr std::uint64_t most_callbacks = 2000;
    Conditioned made;
    aio::ProgramOptions options;
    for (std::string const& text : conditions.interventions) {
        auto const read = aio::parse_intervention(text);
        if (!read) {
            made.fault = "\"" + text + "\" is no intervention like \"34 cancel t2\".";
            return made;
        }
        options.interventions.push_back(*read);
    }
    auto const schedule = aio::parse_schedule(conditions.schedule);
    if (!schedule) {
        made.fault = "\"" + conditions.schedule + "\" is no order like \"1,0\".";
        return made;
    }
    options.schedule = *schedule;
    options.decisions = &made.decisions;
    aio::CallbackLimit limit{most_callbacks};
    options.limit = &limit;
    auto due = options.interventions;
    made.log = run_miniature(prepared, std::move(options)).log;
    std::stable_sort(due.begin(), due.end(), [](auto const& a, auto const& b) { return a.step < b.step; });
    std::size_t came = 0;
    for (replay::Intervened const& each : replay::interventions(made.log)) {
        if (each.in_vain)
            made.fault = "\"" + to_string(due[came - 1]) + "\" has no effect: nothing is left for it there.";
        if (each.in_vain) return made;
        ++came;
    }
    if (came < due.size())
        made.fault = "The run is over before event " + std::to_string(due[came].step) + ".";
    return made;
}

Recording run_miniature(lesson::Lesson const& lesson, lesson::Knobs const& knobs,
                        aio::ProgramOptions options) {
    return run_miniature(prepare(lesson, knobs), std::move(options));
}

} // namespace session
