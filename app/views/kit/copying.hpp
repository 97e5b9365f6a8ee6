// Any text can be copied: what stands under the pointer, or all that a content says.
#pragma once
#include "views/kit/content.hpp"

#include <string>

namespace ui {

// All of it, in reading order, a line each.
std::string text_of(Content const& content);
// What stands at a place of it: a whole sentence or value where the panel knows one, else the line; "" if
// nothing does.
std::string text_at(Content const& content, paint::Point at);

} // namespace ui
