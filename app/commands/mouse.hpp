// What the mouse does, in words: for the sheet of keys. Where it is done: views/kit/surface,
// views/timeline/gesture, views/panels/source_knobs.
#pragma once
#include "commands/command_table.hpp"

#include <span>
#include <string_view>

namespace session {

struct MouseRow {
    std::string_view gesture; // "Double click"
    std::string_view what;    // "Go to its moment"
};

std::span<MouseRow const> mouse_rows(Context context); // empty where the mouse is for nothing but buttons

} // namespace session
