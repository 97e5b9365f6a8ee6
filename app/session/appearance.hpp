// The theme a session is shown in, and what stands on the stage.
#pragma once
#include "session/session.hpp"
#include "theme/theme.hpp"

namespace session {

// Its theme, with large type in presenter mode. Lives as long as the program.
theme::Theme const& theme_of(Session const& session);

// The third panel of the stage: a recording has no lesson to show.
Panel third_panel(Session const& session);

} // namespace session
