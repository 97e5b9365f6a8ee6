#include "session/branches/branches.hpp"

#include "explore/changes.hpp"
#include "replay/steps.hpp"
#include "session/branches/acts.hpp"
#include "session/turning.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace session {
namespace {

constexpr auto nowhere = std::numeric_limits<replay::Position>::max();

Branches all_of(Session const& session) {
    return session.lesson && session.lesson->branches ? *session.lesson->branches : Branches{};
}

void put(Session& session, Branches branches) {
    session.lesson->branches = std::make_shared<Branches const>(std::move(branches));
}

Branch const* find(std::vector<Branch> const& list, std::size_t number) {
    auto const found =
        std::find_if(list.begin(), list.end(), [&](Branch const& each) { return each.number == number; });
    return found == list.end() ? nullptr : &*found;
}

// Of the branch, or the lesson's own for 0; null if it does not fit.
std::shared_ptr<Run const> run_of_branch(Session const& session, Branches const& branches,
                                         std::size_t number) {
    if (number == 0) return branches.trunk ? branches.trunk->run : session.runs.front();
    auto const* const branch = find(branches.list, number);
    return branch ? branch->run : nullptr;
}

Conditions both(Conditions parent, Conditions const& more) {
    parent.interventions.insert(parent.interventions.end(), more.interventions.begin(),
                                more.interventions.end());
    if (!more.schedule.empty()) parent.schedule = more.schedule;
    return parent;
}

std::string what_of(Conditions const& more, std::vector<std::string> const& changes, Run const& parent) {
    std::string words;
    for (std::string const& each : more.interventions)
        words += (words.empty() ? "" : ", then ") + act_words(each, parent.index);
    if (more.schedule.empty()) return words;
    std::string order = changes.empty() ? "another order" : changes.front();
    if (order.ends_with('.')) order.pop_back();
    if (changes.size() > 1) order += ", and " + std::to_string(changes.size() - 1) + " more";
    return words + (words.empty() ? "" : ", ") + order;
}

// Runs it below its parent, which has one.
void run_branch(Session const& session, Branch& branch, std::shared_ptr<Run const> const& parent) {
    branch.run = nullptr;
    branch.fault.clear();
    if (!parent) {
        branch.fault = "The branch that it leaves does not fit.";
        return;
    }
    Conditioned made = run_under(prepare(*session.lesson->entry, session.lesson->knobs), branch.conditions);
    branch.fault = std::move(made.fault);
    if (!branch.fault.empty()) return;
    auto run = make_run(std::move(made.log));
    auto const difference = replay::compare(*parent->log, *run->log).difference;
    if (!difference) {
        branch.fault = "It makes no difference.";
        return;
    }
    if (auto const schedule = aio::parse_schedule(branch.conditions.schedule); !schedule->is_default())
        branch.changes = explore::changes_told(*run->log, *schedule, made.decisions);
    branch.leaves = difference->a - 1;
    branch.run = std::move(run);
}

// So far a branch is the lesson's own run.
replay::Position forked(std::vector<Branch> const& list, std::size_t number) {
    auto least = nowhere;
    for (auto const* at = find(list, number); at; at = find(list, at->parent))
        least = std::min(least, at->leaves);
    return least;
}

// What a lesson says holds for its own run: nothing of it beyond the fork. Places in `questions` stay.
Narration up_to(Narration narration, replay::Position fork) {
    std::erase_if(narration.steps, [&](NarrationStep const& step) { return step.position > fork; });
    narration.told = narration.steps.size();
    for (PlacedQuestion& placed : narration.questions)
        if (placed.decided > fork) placed.asked = placed.decided = nowhere;
    return narration;
}

std::vector<replay::Position> moments_of(std::vector<replay::Position> own, replay::Position fork,
                                         Run const& run) {
    std::erase_if(own, [&](replay::Position at) { return at > fork; });
    if (own.empty() || own.back() != fork) own.push_back(fork);
    own.push_back(fork + 1); // where it parts
    for (auto at = replay::next(run.index, fork + 1, replay::Unit::switch_); at;
         at = replay::next(run.index, *at, replay::Unit::switch_))
        own.push_back(*at);
    return own;
}

std::string name_of_run(std::vector<Branch> const& list, std::size_t number) {
    auto const* const branch = find(list, number);
    return branch ? words_of(*branch) : "the lesson's own run";
}

void put_beside(Session& session, Branches const& branches, std::size_t number, Relation relation) {
    show_beside(session, run_of_branch(session, branches, number), relation,
                name_of_run(branches.list, number));
    session.beside->branch = number;
}

} // namespace

std::vector<Branch> const& branches_of(Session const& session) {
    static std::vector<Branch> const none;
    return session.lesson && session.lesson->branches ? session.lesson->branches->list : none;
}

Branch const* branch_of(Session const& session, std::size_t number) {
    return find(branches_of(session), number);
}

std::size_t branch_looked_at(Session const& session) {
    return session.lesson && session.lesson->branches ? session.lesson->branches->looked_at : 0;
}

std::string words_of(Branch const& branch) { return branch.name.empty() ? branch.what : branch.name; }

bool is_beside(Session const& session) {
    return session.beside &&
           (session.beside->relation == Relation::branch || session.beside->relation == Relation::parent);
}

std::vector<std::size_t> with_children(std::vector<Branch> const& list, std::size_t number) {
    std::vector<std::size_t> all{number};
    for (Branch const& each : list)
        if (std::find(all.begin(), all.end(), each.parent) != all.end()) all.push_back(each.number);
    return all;
}

std::string why_no_branch(Session const& session) {
    if (!session.is_open()) return "Nothing is open to step into.";
    if (!session.lesson) return "A recording is over: one can step into lessons, which are run again.";
    if (!session.has_scenario())
        return "This lesson runs on CPython only; one can step into those that run on the miniature.";
    if (question_due(session))
        return "Predict first, or press N to go on without: a branch could give the answer away.";
    return {};
}

void step_in(Session& session, std::string const& act) {
    std::string const text = std::to_string(session.playback.position) + " " + act;
    show_branch(session, grow_branch(session, branch_looked_at(session), {{text}, {}}));
}

std::size_t grow_branch(Session& session, std::size_t parent, Conditions const& more,
                        std::vector<std::string> changes) {
    Branches branches = all_of(session);
    auto const* const above = find(branches.list, parent);
    Branch made;
    made.parent = parent;
    made.conditions = both(above ? above->conditions : Conditions{}, more);
    for (Branch const& each : branches.list)
        if (each.parent == parent && each.conditions == made.conditions && each.run) return each.number;
    auto const run = run_of_branch(session, branches, parent);
    run_branch(session, made, run);
    if (!made.fault.empty()) throw EngineError(made.fault);
    if (!changes.empty()) made.changes = std::move(changes);
    made.number = ++branches.made;
    made.what = what_of(more, made.changes, *run);
    branches.list.push_back(made);
    put(session, std::move(branches));
    return made.number;
}

void show_branch(Session& session, std::size_t number) {
    Branches const branches = all_of(session);
    if (number == branches.looked_at || !run_of_branch(session, branches, number)) return;
    auto const children = with_children(branches.list, number);
    bool const above = std::find(children.begin(), children.end(), branches.looked_at) != children.end();
    put_beside(session, branches, number, number == 0 || above ? Relation::parent : Relation::branch);
}

void walk_branch(Session& session, std::size_t number) {
    Branches branches = all_of(session);
    auto const to = run_of_branch(session, branches, number);
    std::size_t const from = branches.looked_at;
    if (number == from || !to) return;
    OpenLesson& lesson = *session.lesson;
    if (from == 0)
        branches.trunk =
            Trunk{session.runs.front(), lesson.narration, lesson.moments, lesson.goals, lesson.check};
    auto const there = beside_of(session.run(), to, Relation::branch, {});
    auto const position = position_beside(there, session.run(), session.playback.position);
    Trunk const trunk = *branches.trunk;
    lesson.narration = trunk.narration;
    lesson.moments = trunk.moments;
    lesson.goals = trunk.goals;
    lesson.check = trunk.check;
    lesson.forked.reset();
    if (number != 0) {
        auto const fork = forked(branches.list, number);
        lesson.forked = fork;
        lesson.narration = up_to(trunk.narration, fork);
        lesson.moments = moments_of(trunk.moments, fork, *to);
        for (PlacedGoal& goal : lesson.goals)
            if (goal.reached && *goal.reached > fork) goal.reached.reset();
        lesson.check = {}; // CPython was not asked about it
    } else {
        branches.trunk.reset();
    }
    branches.looked_at = number;
    auto const* const above = find(branches.list, number);
    auto const* const below = find(branches.list, from);
    bool const back = number == 0 || (below && below->parent == number);
    put(session, branches);
    look_at(session, to, position);
    auto const shown = back ? from : above->parent;
    if (run_of_branch(session, branches, shown))
        put_beside(session, branches, shown, back ? Relation::branch : Relation::parent);
}

void name_branch(Session& session, std::size_t number, std::string name) {
    Branches branches = all_of(session);
    for (Branch& each : branches.list)
        if (each.number == number) each.name = std::move(name);
    put(session, std::move(branches));
    auto& beside = session.beside;
    if (is_beside(session) && beside->branch == number)
        beside->says = name_of_run(branches_of(session), number);
}

void drop_branch(Session& session, std::size_t number) {
    auto const gone = with_children(branches_of(session), number);
    auto const goes = [&](std::size_t each) {
        return std::find(gone.begin(), gone.end(), each) != gone.end();
    };
    if (goes(branch_looked_at(session))) walk_branch(session, branch_of(session, number)->parent);
    Branches branches = all_of(session);
    std::erase_if(branches.list, [&](Branch const& each) { return goes(each.number); });
    put(session, std::move(branches));
    auto& beside = session.beside;
    if (beside && beside->relation == Relation::branch && goes(beside->branch)) beside.reset();
}

void turn_knobs_below(Session& session, lesson::Knobs const& knobs) {
    walk_branch(session, 0);
    auto& beside = session.beside;
    if (beside && beside->relation == Relation::branch) beside.reset();
    Branches branches = all_of(session);
    turn_knobs(session, knobs);
    if (branches.list.empty()) return;
    for (Branch& each : branches.list)
        run_branch(session, each, run_of_branch(session, branches, each.parent));
    put(session, std::move(branches));
}

void remember_branches(Session& session) {
    if (!session.lesson || !session.lesson->branches) return;
    auto& kept = session.kept.progress.lessons[session.lesson->entry->id].branches;
    kept.clear();
    for (Branch const& each : branches_of(session)) {
        auto const* const parent = branch_of(session, each.parent);
        auto const skip = parent ? parent->conditions.interventions.size() : 0;
        auto const& all = each.conditions.interventions;
        kept.push_back({each.number,
                        each.parent,
                        each.name,
                        {all.begin() + static_cast<std::ptrdiff_t>(skip), all.end()},
                        parent && parent->conditions.schedule == each.conditions.schedule
                            ? ""
                            : each.conditions.schedule});
    }
}

void recall_branches(Session& session) {
    if (!session.lesson || !session.has_scenario()) return;
    auto const found = session.kept.progress.lessons.find(session.lesson->entry->id);
    if (found == session.kept.progress.lessons.end() || found->second.branches.empty()) return;
    Branches branches;
    for (kept::Branch const& each : found->second.branches) {
        auto const* const above = find(branches.list, each.parent);
        if (each.number == 0 || find(branches.list, each.number) || (each.parent != 0 && !above)) continue;
        Branch made;
        made.number = each.number;
        made.parent = each.parent;
        made.name = each.name;
        Conditions const more{each.intervene, each.schedule};
        made.conditions = both(above ? above->conditions : Conditions{}, more);
        auto const run = run_of_branch(session, branches, each.parent);
        run_branch(session, made, run);
        made.what = what_of(more, made.changes, run ? *run : session.run());
        branches.made = std::max(branches.made, made.number);
        branches.list.push_back(std::move(made));
    }
    put(session, std::move(branches));
}

} // namespace session
