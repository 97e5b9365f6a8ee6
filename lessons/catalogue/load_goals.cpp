#include "catalogue/load_goals.hpp"

#include "catalogue/knobs.hpp"
#include "catalogue/load_questions.hpp"

#include <algorithm>

namespace lesson {
namespace {

constexpr std::size_t wrong_ones = 3;

std::size_t count(std::string const& text, std::string const& part) {
    std::size_t found = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++found;
    return found;
}

// `edit`, `knobs` or `interventions`: the one that the goal is reached by, and no other.
Attempt attempt_of(Table const& table, GoalBy by, Lesson const& lesson) {
    Attempt attempt;
    attempt.written = table.written();
    attempt.because = table.text_or_empty("because");
    std::string_view const key = by == GoalBy::edit      ? "edit"
                                 : by == GoalBy::choices ? "knobs"
                                                         : "interventions";
    for (std::string_view const other : {"edit", "knobs", "interventions"})
        if (other != key && table.has(other))
            table.fail("`" + std::string(other) + "` is not how this goal is reached; it wants `" +
                       std::string(key) + "`");
    if (!table.has(key)) table.fail("`" + std::string(key) + "` is missing");
    switch (by) {
    case GoalBy::edit:
        attempt.edit = table.replacements("edit");
        for (Replacement const& each : attempt.edit)
            if (count(lesson.program, each.from) != 1)
                table.fail("`" + each.from + "` stands " + std::to_string(count(lesson.program, each.from)) +
                               " times in program.py; it must stand there once",
                           "edit");
        break;
    case GoalBy::choices:
        for (auto const& [name, values] : table.only("knobs")) {
            try {
                (void)with(lesson, defaults(lesson), name, values.front());
            } catch (LessonError const& error) {
                table.fail(error.what(), "knobs");
            }
            attempt.knobs[name] = values.front();
        }
        break;
    case GoalBy::interventions: attempt.interventions = table.typed_list("interventions"); break;
    }
    return attempt;
}

GoalBy by_of(Table const& table) {
    std::string const by = table.text("by");
    if (by == "edit") return GoalBy::edit;
    if (by == "choices") return GoalBy::choices;
    if (by == "interventions") return GoalBy::interventions;
    table.fail("`by` must be edit, choices or interventions", "by");
}

Goal goal_of(Table const& table, Lesson const& lesson) {
    Goal goal;
    goal.written = table.written();
    goal.text = table.text("text");
    goal.by = by_of(table);
    goal.about = asked_of(table, lesson);
    if (goal.about.kind == replay::Asks::free)
        table.fail("a goal is checked on the run, so its `kind` cannot be free", "kind");
    goal.is = table.text("is");
    goal.hints = table.typed_list("hints");
    if (goal.hints.empty()) table.fail("the goal needs `hints`: a list of sentences, the gentlest first");
    auto const solutions = table.tables("solution", "[[goal.solution]]", {"edit", "knobs", "interventions"});
    if (solutions.size() != 1) table.fail("the goal needs exactly one [[goal.solution]]");
    goal.solution = attempt_of(solutions.front(), goal.by, lesson);
    for (Table const& each :
         table.tables("wrong", "[[goal.wrong]]", {"edit", "knobs", "interventions", "because"})) {
        goal.wrong.push_back(attempt_of(each, goal.by, lesson));
        if (goal.wrong.back().because.empty()) each.fail("`because` is missing: why this does not get there");
    }
    if (goal.wrong.size() != wrong_ones)
        table.fail("the goal needs three [[goal.wrong]], those that people try; it has " +
                   std::to_string(goal.wrong.size()));
    return goal;
}

} // namespace

void load_goals(Table const& top, Lesson& lesson) {
    for (Table const& table :
         top.tables("goal", "[[goal]]",
                    {"text", "by", "asked", "decided", "kind", "of", "is", "hints", "solution", "wrong"}))
        lesson.goals.push_back(goal_of(table, lesson));
}

} // namespace lesson
