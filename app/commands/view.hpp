// How it looks.
#pragma once
#include "session/session.hpp"

#include <string>
#include <vector>

namespace session::command {

struct SetTheme {
    std::string name;
    static bool may(Session const&) { return true; }
    void run(Session& session) const;
};
struct NextTheme {
    static bool may(Session const&) { return true; }
    static void run(Session& session);
};
struct TogglePresenter {
    static bool may(Session const&) { return true; }
    static void run(Session& session);
};
struct ToggleFullscreen {
    static bool may(Session const&) { return true; }
    static void run(Session& session);
};
struct SetSourceTab {
    SourceTab tab;
    static bool may(Session const& session) { return session.is_open(); }
    void run(Session& session) const;
};
struct ToggleSourceTab {
    static bool may(Session const& session) { return session.has_scenario(); }
    static void run(Session& session);
};
struct ToggleLevel {
    static bool may(Session const& session) { return session.is_open(); }
    static void run(Session& session);
};
struct ToggleMotion {
    static bool may(Session const&) { return true; }
    static void run(Session& session);
};
struct ChangeScale { // of everything; 0: as the display has it
    int steps = 1;
    static bool may(Session const&) { return true; }
    void run(Session& session) const;
};
struct SetSplits {
    Splits splits;
    static bool may(Session const&) { return true; }
    void run(Session& session) const;
};
struct ResetSettings { // what is kept of how it looks
    static bool may(Session const&) { return true; }
    static void run(Session& session);
};
struct ShowPanel { // brings it to the front of its place
    Panel panel;
    static bool may(Session const&) { return true; }
    void run(Session& session) const;
};

} // namespace session::command

namespace session {

struct NamedCommand;
std::vector<NamedCommand> view_commands(); // the rows of command_table.hpp

} // namespace session
