// What the window and the offscreen renderer both run: one frame of the studio. The frame owns neither a loop
// nor a window; it is called between ImGui::NewFrame and ImGui::Render, with input already in ImGuiIO.
#pragma once
#include "theme/theme.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace shell {

struct FrameInput {
    float width = 0;  // of the whole surface, px at scale 1
    float height = 0; // (multiply by scale for Dear ImGui's coordinates)
    float scale = 1;  // Dear ImGui px for one px at scale 1: the display's scale times theme.type
    double time = 0;  // seconds since the start
    std::vector<std::string> dropped = {}; // paths of what was dropped on the window since the last frame
    bool second_closed = false;            // the user has closed the second window since the last frame
};

struct FrameOutput {
    bool quit = false;
    bool animating = false;           // draw the next frame at once, without waiting for an event
    std::optional<double> wake_after; // s until something changes by itself; none: not before the next event
    theme::Theme const* theme = nullptr; // the theme from the next frame on; null: as before
    float scale = 1;                     // from the next frame on: of everything, beside the display's
    // From the next frame on the surface is so many px at scale 1 high, whatever the display: type grows with
    // the screen. 0: the display's scale and the theme's type decide.
    float surface_height = 0;
    bool fullscreen = false;
    bool second_window = false;  // from now on there is one, see Window::turn
    char const* title = nullptr; // of the window; null: as before
};

using Frame = std::function<FrameOutput(FrameInput const&)>;

} // namespace shell
