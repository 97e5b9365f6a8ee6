// The studio in a window. It sleeps until something happens and costs nothing meanwhile.
#pragma once
#include "shell/frame.hpp"

#include <string>

namespace shell {

struct WindowOptions {
    int width = 1600, height = 900; // px at scale 1; made smaller to fit the screen
    std::string title = "Awaitscope";
    theme::Theme const* theme = &theme::light();
};

enum class WindowEnd {
    closed,     // by the user, or the frame asked to quit
    no_display, // there is no display to open a window on
    no_opengl,  // there is one, without OpenGL 3.3
};
struct WindowResult {
    WindowEnd end = WindowEnd::closed;
    std::string error; // one sentence unless closed
};

// Opens the window, runs frames until it is closed.
WindowResult run_window(WindowOptions const& options, Frame const& frame);

// Wakes a window that sleeps, from any thread: something outside has changed.
void wake_window();

} // namespace shell
