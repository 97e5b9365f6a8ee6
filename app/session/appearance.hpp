// The theme a session is shown in.
#pragma once
#include "session/session.hpp"
#include "theme/theme.hpp"

namespace session {

// Its theme, with large type in presenter mode. Lives as long as the program.
theme::Theme const& theme_of(Session const& session);

} // namespace session
