#include "session/orders/lesson_orders.hpp"

#include "aio/base/callback_limit.hpp"
#include "session/miniature.hpp"

#include <memory>
#include <utility>

namespace session {
namespace {

// An order in which it never ends is cut after so many callbacks.
constexpr std::uint64_t most_callbacks = 1'000'000;

struct Once {
    explore::Ran ran;
    Ended ended;
};

Once run_once(Prepared const& prepared, aio::Schedule const& schedule, bool recorded) {
    Once once;
    aio::CallbackLimit limit{most_callbacks};
    aio::ProgramOptions options;
    if (!recorded) options.mask = trace::KindMask::nothing();
    options.schedule = schedule;
    options.decisions = &once.ran.decisions;
    options.settled = &once.ran.settled;
    options.limit = &limit;
    Recording recording = run_miniature(prepared, std::move(options));
    once.ended = {std::move(recording.output), recording.log.end()->error};
    if (recorded) once.ran.log = std::make_shared<trace::Log>(std::move(recording.log));
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
    if (lesson::scenario_of(lesson.id) == nullptr)
        throw EngineError("The lesson " + lesson.id +
                          " has no scenario for the miniature, so its orders cannot be looked through.");
    auto const prepared = std::make_shared<Prepared const>(prepare(lesson, knobs));
    auto const usual = std::make_shared<Ended const>(run_once(*prepared, {}, false).ended);
    return [prepared, usual, fails](aio::Schedule const& schedule, bool recorded) {
        Once once = run_once(*prepared, schedule, recorded);
        once.ran.broke = broke(fails, once.ended, *usual);
        return std::move(once.ran);
    };
}

} // namespace session
