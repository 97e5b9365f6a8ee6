// Branches of the open lesson's run: up to some moment it is the run before, from there it goes its own way,
// since somebody stepped in or the outside decided otherwise. They form a tree, with the lesson's own run at
// its root. Each is another run of the miniature, so nothing is ever undone: one goes back and branches anew.
#pragma once
#include "session/miniature.hpp"
#include "session/session.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace session {

struct Branch {
    std::size_t number = 0;           // from 1; none is given twice
    std::size_t parent = 0;           // number of the one that it leaves; 0: the lesson's own run
    Conditions conditions;            // all that it is run under, the parent's first
    std::string what;                 // "cancel Task-2 at event 34"
    std::vector<std::string> changes; // of another order: a sentence each
    std::string name;                 // that somebody gave it; empty: none
    std::shared_ptr<Run const> run;   // null if it does not fit
    std::string fault;                // why it does not fit the program as it is now; empty: it fits
    replay::Position leaves = 0;      // so far its run is the parent's
};

// What the lesson's own run has, while a branch is looked at.
struct Trunk {
    std::shared_ptr<Run const> run;
    Narration narration;
    std::vector<replay::Position> moments;
    std::vector<PlacedGoal> goals;
    CPythonCheck check;
};

struct Branches {
    std::vector<Branch> list;   // each behind its parent
    std::size_t looked_at = 0;  // 0: the lesson's own run
    std::optional<Trunk> trunk; // while it is not
    std::size_t made = 0;       // so far
};

std::vector<Branch> const& branches_of(Session const& session);      // none if nothing is open
Branch const* branch_of(Session const& session, std::size_t number); // null: there is none of that number
std::size_t branch_looked_at(Session const& session);                // 0: the lesson's own run
std::string words_of(Branch const& branch);                          // its name, or what was done
bool is_beside(Session const& session); // a branch, or what one has left, stands below
// Branches that hang on it, itself first.
std::vector<std::size_t> with_children(std::vector<Branch> const& list, std::size_t number);

// Why nobody can step in here, a sentence; empty: one can.
std::string why_no_branch(Session const& session);

// Does that at now ("cancel t2"), in a branch of the run that is looked at, and shows it below.
void step_in(Session& session, std::string const& act);
// A branch with these conditions more than its parent's; one that is there already is not made again. Its
// number. Throws EngineError with a sentence if they do not fit.
std::size_t grow_branch(Session& session, std::size_t parent, Conditions const& more,
                        std::vector<std::string> changes = {});

// It is looked at, at the same moment, and its parent stands below; 0: the lesson's own run again.
void walk_branch(Session& session, std::size_t number);
void show_branch(Session& session, std::size_t number); // below the run that is looked at
void name_branch(Session& session, std::size_t number, std::string name);
void drop_branch(Session& session, std::size_t number); // and those that hang on it

// Knobs are turned under the branches: they are run again, and what does not fit says so.
void turn_knobs_below(Session& session, lesson::Knobs const& knobs);

// What is kept of them with the lesson, and back.
void remember_branches(Session& session);
void recall_branches(Session& session);

} // namespace session
