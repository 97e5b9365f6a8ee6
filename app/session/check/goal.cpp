#include "session/check/goal.hpp"

#include "catalogue/knobs.hpp"
#include "catalogue/program.hpp"
#include "catalogue/scenarios.hpp"
#include "session/miniature.hpp"
#include "session/prediction.hpp"

#include <algorithm>
#include <exception>
#include <optional>

namespace session {
namespace {

struct Tried {
    std::optional<bool> reached; // nothing: it could not be run here
    std::string problem;
};

lesson::Knobs set(lesson::Lesson const& lesson, lesson::Attempt const& attempt) {
    lesson::Knobs knobs = lesson::defaults(lesson);
    for (auto const& [name, value] : attempt.knobs) knobs = lesson::with(lesson, knobs, name, value);
    return knobs;
}

Tried tried_by_edit(lesson::Lesson const& lesson, lesson::Goal const& goal, lesson::Attempt const& attempt,
                    RunPython const& python) {
    if (!python) return {};
    auto const program = lesson::edited(lesson, attempt.edit);
    auto const run = python(program.text);
    if (!run) return {std::nullopt, "CPython recorded nothing of it"};
    return {is_reached(goal, program, *run), {}};
}

Tried tried(lesson::Lesson const& lesson, lesson::Goal const& goal, lesson::Attempt const& attempt,
            RunPython const& python) {
    try {
        if (goal.by == lesson::GoalBy::edit) return tried_by_edit(lesson, goal, attempt, python);
        if (lesson::scenario_of(lesson.id) == nullptr) return {};
        auto const knobs = set(lesson, attempt);
        aio::ProgramOptions options;
        for (std::string const& each : attempt.interventions) {
            auto const read = aio::parse_intervention(each);
            if (!read) return {std::nullopt, "`" + each + "` is no intervention like \"12 cancel t2\""};
            options.interventions.push_back(*read);
        }
        auto const run = make_run(run_miniature(lesson, knobs, std::move(options)).log);
        return {is_reached(goal, lesson::variant(lesson, knobs), *run), {}};
    } catch (std::exception const& error) {
        return {std::nullopt, error.what()};
    }
}

} // namespace

lesson::Attempt const* wrong_attempt(lesson::Goal const& goal, lesson::Lesson const& lesson,
                                     lesson::Knobs const& knobs) {
    auto const is_this = [&](lesson::Attempt const& attempt) { return set(lesson, attempt) == knobs; };
    auto const found = std::find_if(goal.wrong.begin(), goal.wrong.end(), is_this);
    return found == goal.wrong.end() ? nullptr : &*found;
}

std::vector<std::pair<int, std::string>> goal_complaints(lesson::Lesson const& lesson,
                                                         lesson::Goal const& goal, RunPython const& python) {
    std::vector<std::pair<int, std::string>> found;
    auto const unrun = [&](lesson::Attempt const& attempt, Tried const& result) {
        if (!result.problem.empty())
            found.emplace_back(attempt.written.line, "it cannot be run: " + result.problem);
        return !result.reached;
    };
    if (auto const result = tried(lesson, goal, goal.solution, python);
        !unrun(goal.solution, result) && !*result.reached)
        found.emplace_back(goal.solution.written.line,
                           "the solution does not reach the goal `" + goal.is + "`");
    for (lesson::Attempt const& attempt : goal.wrong)
        if (auto const result = tried(lesson, goal, attempt, python);
            !unrun(attempt, result) && *result.reached)
            found.emplace_back(attempt.written.line, "this attempt reaches the goal, so it is not wrong");
    return found;
}

} // namespace session
