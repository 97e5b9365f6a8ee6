#include "session/keeping.hpp"

#include "knowledge/models.hpp"
#include "theme/theme.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace session {
namespace {

using replay::Unit;

struct UnitName {
    Unit unit;
    char const* name;
};
constexpr std::array unit_names{UnitName{Unit::moment, "moment"},
                                UnitName{Unit::event, "event"},
                                UnitName{Unit::line, "line"},
                                UnitName{Unit::switch_, "switch"},
                                UnitName{Unit::turn, "turn"},
                                UnitName{Unit::in_object, "task"},
                                UnitName{Unit::output, "output"},
                                UnitName{Unit::wake, "wake"},
                                UnitName{Unit::breakpoint, "breakpoint"}};

struct SplitName {
    float Splits::*share;
    char const* name;
};
constexpr std::array split_names{
    SplitName{&Splits::left, "left"},         SplitName{&Splits::lesson, "lesson"},
    SplitName{&Splits::timeline, "timeline"}, SplitName{&Splits::loop, "loop"},
    SplitName{&Splits::why, "why"},           SplitName{&Splits::output, "output"}};

double rounded(float share) { return std::round(static_cast<double>(share) * 10'000) / 10'000; }

// Only what is not as the program has it: what it has may become better.
void remember_settings(Session const& session, kept::Settings& settings) {
    Look const fresh;
    Look const& look = session.look;
    settings.theme = look.theme == fresh.theme ? "" : look.theme;
    settings.scale = look.scale == fresh.scale ? std::nullopt : std::optional(rounded(look.scale));
    settings.level = look.level == Level::exact ? "exact" : "";
    settings.motion = look.motion == fresh.motion ? std::nullopt : std::optional(look.motion);
    settings.splits.clear();
    for (auto const& [share, name] : split_names)
        if (look.splits.*share != fresh.splits.*share) settings.splits[name] = rounded(look.splits.*share);
    if (!session.lesson) return; // a recording has units of its own
    auto const* const unit = std::find_if(unit_names.begin(), unit_names.end(), [&](UnitName const& each) {
        return each.unit == session.playback.unit;
    });
    settings.unit = unit == unit_names.end() || unit->unit == Unit::moment ? "" : unit->name;
}

kept::Answer answer(std::string label, lesson::Question const& question, Prediction const& said) {
    kept::Answer answer;
    answer.knobs = std::move(label);
    answer.question = question.text;
    if (!said.chosen) {
        answer.how = said.skipped ? kept::How::skipped : kept::How::seen;
        return answer;
    }
    lesson::Choice const& choice = question.choices[*said.chosen];
    answer.choice = choice.text;
    if (!said.followed) return answer; // the run has not shown it
    answer.right = choice.right;
    if (!choice.right) answer.belief = choice.model;
    return answer;
}

void remember_lesson(Session const& session, kept::Lesson& kept) {
    OpenLesson const& open = *session.lesson;
    kept.done = kept.done || session.is_over();
    kept.position = std::min(session.playback.position, open.forked.value_or(session.playback.position));
    kept.knobs = lesson::changed(*open.entry, open.knobs);
    kept.beside = session.beside ? session.beside->model : "";
    auto const label = lesson::label(open.knobs);
    std::erase_if(kept.answers, [&](kept::Answer const& each) { return each.knobs == label; });
    // What was seen while one turned knobs says nothing of what one thinks.
    bool const as_written = open.knobs == lesson::defaults(*open.entry);
    auto const counts = [&](Prediction const& said) {
        return said.chosen || said.skipped || (said.seen && as_written);
    };
    for (std::size_t i = 0; i < open.predictions.size(); ++i)
        if (counts(open.predictions[i]))
            kept.answers.push_back(answer(label, open.narration.questions[i].question, open.predictions[i]));
    std::stable_sort(kept.answers.begin(), kept.answers.end(),
                     [](kept::Answer const& a, kept::Answer const& b) { return a.knobs < b.knobs; });
}

void keep_goal(kept::Lesson& lesson, kept::Goal goal) {
    auto const same = [&](kept::Goal const& each) { return each.goal == goal.goal; };
    auto const found = std::find_if(lesson.goals.begin(), lesson.goals.end(), same);
    if (found == lesson.goals.end())
        lesson.goals.push_back(std::move(goal));
    else
        *found = std::move(goal);
}

void remember_reached(Session const& session, lesson::Lesson const& lesson, lesson::Goal const& which,
                      kept::Lesson& kept) {
    auto goal = goal_kept(session, lesson, which);
    goal.reached = true;
    keep_goal(kept, std::move(goal));
}

void remember_goals(Session const& session, kept::Lesson& kept) {
    for (std::size_t i = 0; i < session.lesson->goals.size(); ++i)
        if (is_reached(session, i))
            remember_reached(session, *session.lesson->entry, *session.lesson->goals[i].goal, kept);
}

// Nothing if the question no longer has what was chosen.
std::optional<Prediction> prediction(kept::Answer const& answer, lesson::Question const& question) {
    Prediction said;
    said.skipped = answer.how == kept::How::skipped;
    said.seen = answer.how == kept::How::seen;
    if (answer.how != kept::How::chosen) return said;
    for (std::size_t i = 0; i < question.choices.size(); ++i)
        if (question.choices[i].text == answer.choice) said.chosen = i;
    if (!said.chosen) return std::nullopt;
    said.followed = answer.right.has_value();
    return said;
}

// Those that the lesson still has.
lesson::Knobs knobs_of(lesson::Lesson const& lesson, kept::Lesson const& kept) {
    auto knobs = lesson::defaults(lesson);
    for (auto const& [name, value] : kept.knobs) {
        try {
            knobs = lesson::with(lesson, knobs, name, value);
        } catch (lesson::LessonError const&) {
            continue;
        }
    }
    return knobs;
}

} // namespace

void remember(Session& session) {
    remember_settings(session, session.kept.settings);
    if (auto const& making = session.making; making && making->reached.value_or(false))
        remember_reached(session, *making->lesson, *making->goal,
                         session.kept.progress.lessons[making->lesson->id]);
    if (!session.lesson) return;
    auto& progress = session.kept.progress;
    progress.last = session.lesson->entry->id;
    remember_lesson(session, progress.lessons[progress.last]);
    remember_goals(session, progress.lessons[progress.last]);
}

void ask_hint(Session& session, lesson::Lesson const& lesson, lesson::Goal const& goal) {
    auto kept = goal_kept(session, lesson, goal);
    ++kept.hints;
    keep_goal(session.kept.progress.lessons[lesson.id], std::move(kept));
}

void take_kept(Session& session, kept::Kept kept) {
    auto const& settings = kept.settings;
    Look& look = session.look;
    if (theme::find(settings.theme) != nullptr) look.theme = settings.theme;
    if (settings.scale) look.scale = std::clamp(static_cast<float>(*settings.scale), least_scale, most_scale);
    if (!settings.level.empty()) look.level = settings.level == "exact" ? Level::exact : Level::simple;
    look.motion = settings.motion.value_or(look.motion);
    for (auto const& [share, name] : split_names)
        if (auto const found = settings.splits.find(name); found != settings.splits.end())
            look.splits.*share = std::clamp(static_cast<float>(found->second), 0.05F, 0.95F);
    auto const opened = std::move(session.kept.recent);
    session.kept = std::move(kept);
    if (session.lesson) session.playback.unit = lesson_unit(session);
    for (auto file = opened.rbegin(); file != opened.rend(); ++file) kept::add(session.kept.recent, *file);
}

replay::Unit lesson_unit(Session const& session) {
    for (auto const& [unit, name] : unit_names)
        if (session.kept.settings.unit == name) return unit;
    return Unit::moment;
}

void recall_answers(Session& session) {
    auto& open = *session.lesson;
    auto const found = session.kept.progress.lessons.find(open.entry->id);
    if (found == session.kept.progress.lessons.end()) return;
    auto const label = lesson::label(open.knobs);
    auto said = found->second.answers;
    std::erase_if(said, [&](kept::Answer const& each) { return each.knobs != label; });
    for (std::size_t i = 0; i < open.predictions.size(); ++i) {
        auto const& question = open.narration.questions[i].question;
        auto const mine = std::find_if(said.begin(), said.end(), [&](kept::Answer const& each) {
            return each.question == question.text;
        });
        if (mine == said.end()) continue;
        open.predictions[i] = prediction(*mine, question).value_or(Prediction{});
        said.erase(mine); // another question may have the same words
    }
}

void resume_lesson(Session& session, lesson::Lesson const& lesson) {
    auto const found = session.kept.progress.lessons.find(lesson.id);
    if (found == session.kept.progress.lessons.end())
        return open_lesson(session, lesson, lesson::defaults(lesson));
    auto const before = found->second; // opening it writes there
    open_lesson(session, lesson, knobs_of(lesson, before));
    recall_answers(session);
    move_to(session, static_cast<replay::Position>(before.position));
    if (lesson::wrong_model(before.beside) != nullptr && session.has_scenario())
        show_belief(session, before.beside);
}

void forget_all(Session& session) {
    session.kept.progress = {};
    if (!session.lesson) return;
    show_belief(session, {});
    show_whole_run(session, false);
    session.lesson->predictions.assign(session.lesson->narration.questions.size(), {});
    move_to(session, 0);
}

void reset_settings(Session& session) {
    Look const fresh;
    session.look.theme = fresh.theme;
    session.look.scale = fresh.scale;
    session.look.splits = fresh.splits;
    session.look.level = fresh.level;
    session.look.motion = fresh.motion;
    session.kept.settings.unit.clear();
    if (session.lesson) session.playback.unit = Unit::moment;
}

} // namespace session
