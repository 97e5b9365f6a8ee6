// What the command palette finds: commands by name, lessons, themes, a step by its number.
#pragma once
#include "commands/command.hpp"

#include <string>
#include <vector>

namespace session {

// A row of the palette: a named command, a lesson to open, or a step to go to.
struct PaletteRow {
    std::string title;
    std::string detail; // its keys, or what kind of thing it is
    Command command;
    bool enabled = true;
};
// What fits session.palette_query, best first.
std::vector<PaletteRow> palette_rows(Session const& session);

} // namespace session
