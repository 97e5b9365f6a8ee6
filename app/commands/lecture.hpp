// A lecture: from stop to stop, and anew for the next group.
#pragma once
#include "session/session.hpp"

#include <vector>

namespace session::command {

struct NextStop { // or the one before
    bool forward = true;
    static bool may(Session const& session) { return session.lecture.has_value(); }
    void run(Session& session) const;
};
struct GoToStop {
    std::size_t stop = 0;
    bool may(Session const& session) const { return session.lecture && stop < session.lecture->stops.size(); }
    void run(Session& session) const;
};
struct ToggleNote { // of the stop, for the teacher
    static bool may(Session const& session) { return session.lecture.has_value(); }
    static void run(Session& session);
};
struct BeginAnew { // answers and votes are forgotten: for the next group
    static bool may(Session const& session) { return session.lecture || session.lesson; }
    static void run(Session& session);
};

} // namespace session::command

namespace session {

struct NamedCommand;
std::vector<NamedCommand> lecture_commands(); // the rows of command_table.hpp

} // namespace session
