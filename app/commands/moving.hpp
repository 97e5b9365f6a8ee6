// Moving in the run.
#pragma once
#include "catalogue/moment.hpp"
#include "replay/steps.hpp"
#include "session/session.hpp"

#include <optional>
#include <vector>

namespace session::command {

struct Step { // by the session's unit, or by the one given
    bool forward = true;
    std::optional<replay::Unit> unit;
    bool may(Session const& session) const { return forward ? session.can_go_on() : session.can_go_back(); }
    void run(Session& session) const;
};
struct Seek {
    replay::Position position = 0;
    bool passing = false; // while something is dragged: nobody wants to come back to each place
    static bool may(Session const& session) { return session.is_open(); }
    void run(Session& session) const;
};
struct SeekStart {
    static bool may(Session const& session) { return session.can_go_back(); }
    static void run(Session& session);
};
struct SeekEnd {
    static bool may(Session const& session) { return session.can_go_on(); }
    static void run(Session& session);
};
struct Travel { // to where one was before the last jump, or forward again
    bool back = true;
    bool may(Session const& session) const {
        return session.is_open() && !(back ? session.playback.behind : session.playback.ahead).empty();
    }
    void run(Session& session) const;
};
struct RunToLine { // to the next time that line is about to run
    replay::Place place;
    static bool may(Session const& session) { return session.is_open(); }
    void run(Session& session) const;
};
struct SeekMoment { // of the lesson
    lesson::Moment moment;
    static bool may(Session const& session) { return session.is_open(); }
    void run(Session& session) const;
};
struct SetUnit {
    replay::Unit unit;
    static bool may(Session const& session) { return session.is_open(); }
    void run(Session& session) const;
};
struct TogglePlay {
    static bool may(Session const& session) { return session.is_open(); }
    static void run(Session& session);
};
struct SetSpeed {
    double steps_a_second;
    static bool may(Session const& session) { return session.is_open(); }
    void run(Session& session) const;
};
struct ScaleSpeed {
    double factor = 2;
    static bool may(Session const& session) { return session.is_open(); }
    void run(Session& session) const;
};

} // namespace session::command

namespace session {

struct NamedCommand;
std::vector<NamedCommand> moving_commands(); // the rows of command_table.hpp

} // namespace session
