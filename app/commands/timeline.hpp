// How the timeline is looked at.
#pragma once
#include "session/session.hpp"

#include <optional>
#include <vector>

namespace session::command {

struct SetAxis {
    Axis axis;
    static bool may(Session const& session) { return session.is_open(); }
    void run(Session& session) const;
};
struct ToggleAxis {
    static bool may(Session const& session) { return session.is_open(); }
    static void run(Session& session);
};
struct Fit {
    static bool may(Session const& session) { return session.is_open(); }
    static void run(Session& session);
};
struct Zoom {             // about now if it is seen, else about the middle
    double factor = 1.25; // above 1: closer
    static bool may(Session const& session) { return session.is_open(); }
    void run(Session& session) const;
};
struct Pan { // widths of the plot to the right
    double by = 0;
    static bool may(Session const& session) { return session.is_open(); }
    void run(Session& session) const;
};
struct SetTimeline { // what a gesture of the mouse made of it
    TimelineView view;
    static bool may(Session const& session) { return session.is_open(); }
    void run(Session& session) const;
};
struct Measure { // nothing: no longer
    std::optional<Measured> measured;
    static bool may(Session const& session) { return session.is_open(); }
    void run(Session& session) const;
};
struct ToggleFollowNow {
    static bool may(Session const& session) { return session.is_open(); }
    static void run(Session& session);
};
struct ToggleFutures {
    static bool may(Session const& session) { return session.is_open(); }
    static void run(Session& session);
};
struct ToggleWholeRun {
    static bool may(Session const& session) { return session.is_open(); }
    static void run(Session& session);
};

} // namespace session::command

namespace session {

struct NamedCommand;
std::vector<NamedCommand> timeline_commands(); // the rows of command_table.hpp

} // namespace session
