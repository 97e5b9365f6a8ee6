// The studio in a window.
#pragma once
#include "session/session.hpp"

namespace cli {

// A lecture, until it is closed; nothing of it is kept. With no display it prints the run as text and makes a
// picture instead. Its notes stand in a window of their own if `notes_apart`, or if there are two screens.
// The exit code.
int open_lecture(session::Session session, bool notes_apart);

} // namespace cli
