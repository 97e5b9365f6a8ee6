// What stands below a lesson that has come to its end: what it was about, what its chapter made of one, what
// comes next.
#pragma once
#include "session/session.hpp"
#include "views/kit/content.hpp"

namespace ui {

// From `y` on; returns the height.
float lesson_end(Content& content, session::Session const& session, float width, float y);

} // namespace ui
