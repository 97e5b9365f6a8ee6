// What a lesson sets its learner to do, at its end: by turning knobs, or by editing a copy of the program,
// until the run does it.
#pragma once
#include "views/kit/content.hpp"

namespace session {
struct Session;
}

namespace ui {

// Below what stands in `content`, from `y`. Returns the height.
float lesson_goals(Content& content, session::Session const& session, float width, float y);

} // namespace ui
