// The studio in a window.
#pragma once
#include "cpython/recorder.hpp"
#include "session/session.hpp"

#include <filesystem>
#include <optional>

namespace cli {

// A lecture, until it is closed; nothing of it is kept. With no display it prints the run as text and makes a
// picture instead. Its notes stand in a window of their own if `notes_apart`, or if there are two screens.
// The exit code.
int open_lecture(session::Session session, bool notes_apart);

// On a program that is started now, and its recording, as it grows. When the window is closed, the program is
// ended, if it still runs; its exit code. Nothing without a display, and then it was not started.
std::optional<int> open_live(cpython::Wanted const& wanted, std::filesystem::path const& file);

} // namespace cli
