// The program itself: what lies above the panels.
#pragma once
#include "session/session.hpp"

#include <optional>
#include <string>
#include <vector>

namespace session::command {

struct ShowOverlay { // shows it, or hides it if it is shown
    Overlay overlay;
    static bool may(Session const&) { return true; }
    void run(Session& session) const;
};
struct Browse { // what there is to open where a path leads, which is being typed
    std::string path;
    static bool may(Session const&) { return true; }
    void run(Session& session) const;
};
struct PaletteQuery {
    std::string text;
    static bool may(Session const&) { return true; }
    void run(Session& session) const;
};
struct PaletteMove {
    int rows = 1;
    static bool may(Session const&) { return true; }
    void run(Session& session) const;
};
struct PaletteTake { // without a row: the marked one
    std::optional<std::size_t> row;
    static bool may(Session const&) { return true; }
    void run(Session& session) const;
};
struct DismissMessage {
    std::size_t index = 0;
    static bool may(Session const&) { return true; }
    void run(Session& session) const;
};
struct Copy { // what the pointer is on, or the whole panel
    Copying what = Copying::pointed;
    static bool may(Session const&) { return true; }
    void run(Session& session) const;
};
struct Copied { // to the clipboard
    std::string text;
    static bool may(Session const&) { return true; }
    void run(Session& session) const;
};
struct EditProgram { // that is recorded at each save: in the person's editor
    static bool may(Session const& session) { return session.making.has_value(); }
    static void run(Session& session) { ++session.making->edits; }
};
struct MakeGoal { // a copy of the lesson's program, to be changed until it does what the lesson asks
    std::optional<std::size_t> goal{}; // of the lesson; nothing: the first that is reached by editing
    bool may(Session const& session) const;
    void run(Session& session) const;
};
struct StopProgram { // that is recorded: as Ctrl+C does, then more urgently
    static bool may(Session const& session);
    static void run(Session& session);
};
struct Escape { // closes what is on top: overlay, pen, measure, selection
    static bool may(Session const&) { return true; }
    static void run(Session& session);
};
struct Quit {
    static bool may(Session const&) { return true; }
    static void run(Session& session);
};

} // namespace session::command

namespace session {

struct NamedCommand;
std::vector<NamedCommand> program_commands(); // the rows of command_table.hpp

} // namespace session
