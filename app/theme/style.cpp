#include "theme/style.hpp"

#include <imgui.h>

namespace theme {

void apply_style(Theme const& theme, float scale) {
    ImGuiStyle style; // a fresh one: scaling twice would add up
    auto const set = [&](ImGuiCol where, Role role, float opacity = 1) {
        ImVec4 color = ImGui::ColorConvertU32ToFloat4(packed(theme[role]));
        color.w *= opacity;
        style.Colors[where] = color;
    };
    set(ImGuiCol_Text, Role::text);
    set(ImGuiCol_TextDisabled, Role::faint);
    set(ImGuiCol_WindowBg, Role::background);
    set(ImGuiCol_ChildBg, Role::panel, 0);
    set(ImGuiCol_PopupBg, Role::panel);
    set(ImGuiCol_Border, Role::border);
    set(ImGuiCol_FrameBg, Role::background);
    set(ImGuiCol_FrameBgHovered, Role::border, 0.6F);
    set(ImGuiCol_FrameBgActive, Role::border);
    set(ImGuiCol_TitleBg, Role::panel);
    set(ImGuiCol_TitleBgActive, Role::panel);
    set(ImGuiCol_MenuBarBg, Role::panel);
    set(ImGuiCol_ScrollbarBg, Role::panel, 0);
    set(ImGuiCol_ScrollbarGrab, Role::border);
    set(ImGuiCol_ScrollbarGrabHovered, Role::faint);
    set(ImGuiCol_ScrollbarGrabActive, Role::muted);
    set(ImGuiCol_CheckMark, Role::accent);
    set(ImGuiCol_SliderGrab, Role::accent);
    set(ImGuiCol_SliderGrabActive, Role::accent);
    set(ImGuiCol_Button, Role::background);
    set(ImGuiCol_ButtonHovered, Role::border, 0.7F);
    set(ImGuiCol_ButtonActive, Role::border);
    set(ImGuiCol_Header, Role::highlight);
    set(ImGuiCol_HeaderHovered, Role::border, 0.7F);
    set(ImGuiCol_HeaderActive, Role::border);
    set(ImGuiCol_Separator, Role::border);
    set(ImGuiCol_SeparatorHovered, Role::accent, 0.6F);
    set(ImGuiCol_SeparatorActive, Role::accent);
    set(ImGuiCol_ResizeGrip, Role::border, 0);
    set(ImGuiCol_TextSelectedBg, Role::accent, 0.35F);
    set(ImGuiCol_ModalWindowDimBg, Role::shadow);

    style.WindowPadding = {padding, padding};
    style.FramePadding = {2 * unit, 2 * unit};
    style.ItemSpacing = {2 * unit, 2 * unit};
    style.ItemInnerSpacing = {2 * unit, unit};
    style.ScrollbarSize = gap;
    style.WindowBorderSize = 0;
    style.FrameBorderSize = 1;
    style.PopupBorderSize = 1;
    style.WindowRounding = radius;
    style.ChildRounding = radius;
    style.PopupRounding = radius;
    style.FrameRounding = radius_small;
    style.ScrollbarRounding = radius;
    style.GrabRounding = radius_small;
    style.ScaleAllSizes(scale);
    ImGui::GetStyle() = style;
}

} // namespace theme
