// A class votes on the question that is open.
#pragma once
#include "session/session.hpp"

#include <vector>

namespace session::command {

struct ToggleVote { // the question fills the screen
    static bool may(Session const& session) { return question_shown(session).has_value(); }
    static void run(Session& session);
};
// All below: while it fills the screen and the run has not decided it.
struct CountChoice { // whose hands are counted next
    std::size_t choice = 0;
    bool may(Session const& session) const;
    void run(Session& session) const;
};
struct CountNext { // the choice below or above
    bool down = true;
    static bool may(Session const& session) { return votes_now(session); }
    void run(Session& session) const;
};
struct CountDigit { // typed: 1, then 2 is twelve hands
    unsigned digit = 0;
    static bool may(Session const& session) { return votes_now(session); }
    void run(Session& session) const;
};
struct UncountDigit { // the last one typed
    static bool may(Session const& session) { return votes_now(session); }
    static void run(Session& session);
};
struct CountHands { // so many more
    int more = 1;
    static bool may(Session const& session) { return votes_now(session); }
    void run(Session& session) const;
};
struct VoteAgain { // after the class has talked: the first round stays beside
    static bool may(Session const& session);
    static void run(Session& session);
};
struct CountAnew {
    static bool may(Session const& session) { return votes_now(session); }
    static void run(Session& session);
};
// Once it is decided: what most of the class believed runs below what happened.
struct ShowBeliefOfClass {
    static bool may(Session const& session) { return belief_of_class(session).has_value(); }
    static void run(Session& session);
};

} // namespace session::command

namespace session {

struct NamedCommand;
std::vector<NamedCommand> vote_commands(); // the rows of command_table.hpp

} // namespace session
