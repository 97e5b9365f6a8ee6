// What a teacher does on the stage.
#pragma once
#include "session/session.hpp"

#include <vector>

namespace session::command {

struct NextStagePanel { // the third of the stage becomes another
    static bool may(Session const& session) { return session.on_stage(); }
    static void run(Session& session);
};
struct NextWholePanel { // timeline, source, the third, each alone on the whole screen; then all three again
    static bool may(Session const& session) { return session.on_stage(); }
    static void run(Session& session);
};
struct ToggleBlank {
    static bool may(Session const& session) { return session.on_stage(); }
    static void run(Session& session);
};
struct TakeHand { // or lays it down: the mouse again
    Hand hand;
    static bool may(Session const& session) { return session.on_stage(); }
    void run(Session& session) const;
};
struct Draw { // with the pen
    InkPoint at;
    bool begins = false; // a stroke
    static bool may(Session const& session) {
        return session.on_stage() && session.look.stage.hand == Hand::pen;
    }
    void run(Session& session) const;
};
struct WipeInk {
    static bool may(Session const& session) { return session.on_stage() && !session.look.stage.ink.empty(); }
    static void run(Session& session);
};

} // namespace session::command

namespace session {

struct NamedCommand;
std::vector<NamedCommand> stage_commands(); // the rows of command_table.hpp

} // namespace session
