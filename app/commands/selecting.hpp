// Selecting.
#pragma once
#include "session/session.hpp"

#include <optional>
#include <vector>

namespace session::command {

struct Select { // none: nothing
    trace::ObjectId object;
    bool may(Session const& session) const { return session.is_open() && (object || session.look.selected); }
    void run(Session& session) const;
};
struct SelectLane { // the lane below or above
    bool down = true;
    static bool may(Session const& session) { return session.is_open(); }
    void run(Session& session) const;
};
struct ToggleBreakpoint { // without a place: the line the program is at
    std::optional<replay::Place> place;
    static bool may(Session const& session) { return session.is_open(); }
    void run(Session& session) const;
};

} // namespace session::command

namespace session {

struct NamedCommand;
std::vector<NamedCommand> selecting_commands(); // the rows of command_table.hpp

} // namespace session
