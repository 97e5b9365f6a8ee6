// The studio in a window.
#pragma once
#include "session/session.hpp"

namespace cli {

// Until it is closed. With no display it prints the run as text and makes a picture instead. The exit code.
int open_window(session::Session session);

} // namespace cli
