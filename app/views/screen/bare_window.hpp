// A window of Dear ImGui with nothing of its own: what is in it is drawn by us.
#pragma once
#include "paint/scene.hpp"

#include <imgui.h>

namespace ui {

// Above all others so far, unless `flags` say otherwise. ImGui::End ends it.
inline void begin_window(char const* name, paint::Rect at, float scale, ImGuiWindowFlags flags = 0) {
    ImGui::SetNextWindowPos({at.x * scale, at.y * scale});
    ImGui::SetNextWindowSize({at.w * scale, at.h * scale});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, {1, 1});
    ImGui::Begin(name, nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollWithMouse |
                     ImGuiWindowFlags_NoBackground | flags);
    ImGui::PopStyleVar(2);
}

} // namespace ui
