// What is found by typing: in the palette commands by name, lessons, themes, files, a step by its number; or
// what there is to open where a path leads.
#pragma once
#include "commands/command.hpp"

#include <string>
#include <vector>

namespace session {

// A row: a named command, a lesson or file to open, or a step to go to.
struct PaletteRow {
    std::string title;
    std::string detail; // its keys, or what kind of thing it is
    Command command;
    bool enabled = true;
    char const* icon = ""; // of theme::icon
};
// What fits session.palette_query, best first.
std::vector<PaletteRow> palette_rows(Session const& session);
// Recent files that fit the path that is typed, and then what lies there.
std::vector<PaletteRow> file_rows(Session const& session);

// The lessons on the path, in its order, and recent files: those that fit in their title, id or chapter.
std::vector<PaletteRow> lesson_rows(Session const& session);

// Of the overlay that is open; none if nothing is typed there.
bool is_typed_in(Overlay overlay);
std::vector<PaletteRow> typed_rows(Session const& session);

} // namespace session
