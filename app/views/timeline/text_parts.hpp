// The text timeline of what is open in a session.
#pragma once
#include "session/session.hpp"
#include "views/timeline/text.hpp"

#include <string>

namespace ui {

// Up to the cursor. Something must be open.
inline std::string text_timeline(session::Session const& session, int width) {
    return text_timeline(session.known().index, session.known().timeline, session.playback.position, width);
}

} // namespace ui
