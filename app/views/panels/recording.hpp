// Where a lesson would stand: what is open is a recording, and maybe its program runs, or is being edited.
#pragma once
#include "session/session.hpp"
#include "views/kit/content.hpp"

namespace ui {

Content recording_panel(session::Session const& session, float width);

} // namespace ui
