// Stepping in: branches of the open lesson's run, and looking for the order that breaks it.
#pragma once
#include "session/branches/acts.hpp"
#include "session/branches/branches.hpp"
#include "session/branches/finding.hpp"
#include "session/session.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace session::command {

struct StepIn {      // does that at now, in a branch
    std::string act; // "cancel t2"
    static bool may(Session const& session) { return why_no_branch(session).empty(); }
    void run(Session& session) const { step_in(session, act); }
};
struct AskWords { // that belong to it: "cancel t2" a message; "name 3" the name of a branch
    std::string about;
    static bool may(Session const& session) { return session.lesson.has_value(); }
    void run(Session& session) const;
};
struct WalkBranch { // 0: the lesson's own run
    std::size_t number = 0;
    bool may(Session const& session) const;
    void run(Session& session) const { walk_branch(session, number); }
};
struct WalkBeside { // the branch that is shown below, or back to what it left
    static bool may(Session const& session);
    static void run(Session& session);
};
struct ShowBranch { // below
    std::size_t number = 0;
    bool may(Session const& session) const;
    void run(Session& session) const { show_branch(session, number); }
};
struct NameBranch {
    std::size_t number = 0;
    std::string name; // "": as it was called first
    bool may(Session const& session) const { return branch_of(session, number) != nullptr; }
    void run(Session& session) const;
};
struct DropBranch { // and those that hang on it
    std::size_t number = 0;
    bool may(Session const& session) const { return branch_of(session, number) != nullptr; }
    void run(Session& session) const { drop_branch(session, number); }
};
struct FindOrder { // that breaks the lesson; `fails` as in `awaitscope explore`
    std::string fails;
    static bool may(Session const& session) { return why_no_branch(session).empty() && !session.finding; }
    void run(Session& session) const { find_order(session, fails); }
};
struct StopFinding {
    static bool may(Session const& session) { return session.finding != nullptr; }
    static void run(Session& session) { stop_finding(session); }
};

} // namespace session::command

namespace session {

struct NamedCommand;
std::vector<NamedCommand> branch_commands(); // the rows of command_table.hpp

// What one can do at now to what is selected, or to the task that runs.
std::vector<Act> acts_now(Session const& session);

// What is typed after AskWords, as rows of the palette; and what is asked for.
struct PaletteRow;
std::vector<PaletteRow> words_rows(Session const& session);
std::string asked_words(Session const& session);

} // namespace session
