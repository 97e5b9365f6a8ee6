// A person's editor.
#pragma once
#include <filesystem>
#include <string>

namespace live {

// Opens the file in $VISUAL, which may have arguments, or in what the desktop takes for texts. Goes on when
// we end. "" or a sentence that says why not.
std::string open_editor(std::filesystem::path const& file);

} // namespace live
