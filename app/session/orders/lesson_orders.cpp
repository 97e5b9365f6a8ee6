#include "session/orders/lesson_orders.hpp"

#include "aio/base/callback_limit.hpp"
#include "aio/run/program.hpp"
#include "catalogue/program.hpp"
#include "catalogue/scenarios.hpp"

#include <memory>
#include <utility>

namespace session {
namespace {

// An order in which it never ends is cut after so many callbacks.
constexpr std::uint64_t most_callbacks = 1'000'000;

struct Prepared {
    lesson::Scenario scenario;
    lesson::Knobs knobs;
    lesson::Program program;
    std::string id;
};

struct Once {
    explore::Ran ran;
    Ended ended;
};

Once run_once(Prepared const& prepared, aio::Schedule const& schedule, bool recorded) {
    Once once;
    auto const log =
        std::make_shared<trace::Log>(trace::Header{1, "miniature", "3.11", "virtual", prepared.id, {}, {}});
    aio::CallbackLimit limit{most_callbacks};
    aio::ProgramOptions options;
    options.log = log.get();
    if (!recorded) options.mask = trace::KindMask::nothing();
    options.source = log->add_source({"program.py", prepared.program.text, {}});
    options.line_map = prepared.program.lines;
    options.schedule = schedule;
    options.decisions = &once.ran.decisions;
    options.settled = &once.ran.settled;
    options.limit = &limit;
    options.output = [&](std::string_view text) { once.ended.output += text; };
    options.error = [](std::string_view) {};
    lesson::ScenarioArguments const arguments{prepared.knobs, prepared.program};
    aio::run_program([&] { prepared.scenario(arguments); }, std::move(options));
    once.ended.error = log->end()->error;
    if (recorded) once.ran.log = log;
    return once;
}

} // namespace

std::vector<std::uint32_t> outside_lines(lesson::Lesson const& lesson, lesson::Knobs const& knobs) {
    lesson::Program const program = lesson::variant(lesson, knobs);
    std::vector<std::uint32_t> lines;
    for (int const line : lesson.outside)
        if (std::uint32_t const here = program.line(static_cast<std::uint32_t>(line))) lines.push_back(here);
    return lines;
}

explore::Run lesson_run(lesson::Lesson const& lesson, lesson::Knobs const& knobs, Fails const& fails) {
    lesson::Scenario const scenario = lesson::scenario_of(lesson.id);
    if (scenario == nullptr)
        throw EngineError("The lesson " + lesson.id +
                          " has no scenario for the miniature, so its orders cannot be looked through.");
    auto const prepared = std::make_shared<Prepared const>(
        Prepared{scenario, knobs, lesson::variant(lesson, knobs), lesson.id});
    auto const usual = std::make_shared<Ended const>(run_once(*prepared, {}, false).ended);
    return [prepared, usual, fails](aio::Schedule const& schedule, bool recorded) {
        Once once = run_once(*prepared, schedule, recorded);
        once.ran.broke = broke(fails, once.ended, *usual);
        return std::move(once.ran);
    };
}

} // namespace session
