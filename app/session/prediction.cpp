#include "session/prediction.hpp"

#include "catalogue/moment.hpp"

#include <utility>

namespace session {

std::vector<std::string> answers(lesson::Asked const& about, lesson::Program const& program, Run const& run) {
    auto const asked = lesson::find(about.asked, *run.log, program);
    auto const decided = lesson::find(about.decided, *run.log, program);
    if (!asked || !decided) return {};
    return replay::answers(run.index, {about.kind, about.of, *asked, *decided});
}

std::optional<PlacedQuestion> place(lesson::Question question, lesson::Program const& program, Run const& run,
                                    Beliefs& beliefs) {
    auto const asked = lesson::find(question.about.asked, *run.log, program);
    auto const decided = lesson::find(question.about.decided, *run.log, program);
    if (!asked || !decided) return std::nullopt;
    PlacedQuestion placed{*asked, *decided, std::move(question), {}};
    if (placed.question.about.kind == replay::Asks::free) return placed;

    auto const truth = answers(placed.question.about, program, run);
    if (!truth.empty()) placed.answer = truth.front();
    for (lesson::Choice& choice : placed.question.choices) {
        if (choice.text.empty() && choice.right) choice.text = placed.answer;
        if (choice.text.empty() && !choice.model.empty())
            if (auto const& believed = beliefs.under(choice.model))
                if (auto const said = answers(placed.question.about, program, *believed); !said.empty())
                    choice.text = said.front();
        choice.right = replay::means(choice.text, truth);
    }
    std::erase_if(placed.question.choices, [](lesson::Choice const& choice) { return choice.text.empty(); });
    return placed;
}

bool is_reached(lesson::Goal const& goal, lesson::Program const& program, Run const& run) {
    return replay::means(goal.is, answers(goal.about, program, run));
}

std::vector<PlacedGoal> placed_goals(lesson::Lesson const& lesson, lesson::Program const& program,
                                     Run const& run) {
    std::vector<PlacedGoal> goals;
    for (lesson::Goal const& goal : lesson.goals) {
        if (goal.by == lesson::GoalBy::interventions) continue;
        goals.push_back({&goal, {}});
        if (goal.by == lesson::GoalBy::choices && is_reached(goal, program, run))
            goals.back().reached = lesson::find(goal.about.decided, *run.log, program);
    }
    return goals;
}

} // namespace session
