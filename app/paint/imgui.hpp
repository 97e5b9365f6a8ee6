// Draws a scene on a Dear ImGui draw list.
#pragma once
#include "paint/scene.hpp"

struct ImDrawList;

namespace paint {

// `origin`: where the scene's (0, 0) lies, in the px of the display; `scale`: px of the display for one of
// the scene. Items outside the draw list's clip rectangle cost almost nothing.
void paint_imgui(Scene const& scene, theme::Theme const& theme, ImDrawList* list, Point origin, float scale);

} // namespace paint
