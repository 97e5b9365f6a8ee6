// The only file that asks which Dear ImGui it is: 1.86 (Debian 12), 1.90 (Debian 13), 1.92 (newest).
#pragma once
#include <imgui.h>

#if IMGUI_VERSION_NUM < 18700
#ifndef GLFW_INCLUDE_NONE
#define GLFW_INCLUDE_NONE
#endif
#include <GLFW/glfw3.h> // before 1.87 keys are numbered as the backend numbers them
#define AWAITSCOPE_KEY(glfw, imgui) glfw
#else
#define AWAITSCOPE_KEY(glfw, imgui) imgui
#endif

namespace compat {

// Keys of the keyboard by their place on a US layout.
enum class Key : int {
    space = AWAITSCOPE_KEY(GLFW_KEY_SPACE, ImGuiKey_Space),
    left = AWAITSCOPE_KEY(GLFW_KEY_LEFT, ImGuiKey_LeftArrow),
    right = AWAITSCOPE_KEY(GLFW_KEY_RIGHT, ImGuiKey_RightArrow),
    up = AWAITSCOPE_KEY(GLFW_KEY_UP, ImGuiKey_UpArrow),
    down = AWAITSCOPE_KEY(GLFW_KEY_DOWN, ImGuiKey_DownArrow),
    home = AWAITSCOPE_KEY(GLFW_KEY_HOME, ImGuiKey_Home),
    end = AWAITSCOPE_KEY(GLFW_KEY_END, ImGuiKey_End),
    page_up = AWAITSCOPE_KEY(GLFW_KEY_PAGE_UP, ImGuiKey_PageUp),
    page_down = AWAITSCOPE_KEY(GLFW_KEY_PAGE_DOWN, ImGuiKey_PageDown),
    tab = AWAITSCOPE_KEY(GLFW_KEY_TAB, ImGuiKey_Tab),
    enter = AWAITSCOPE_KEY(GLFW_KEY_ENTER, ImGuiKey_Enter),
    escape = AWAITSCOPE_KEY(GLFW_KEY_ESCAPE, ImGuiKey_Escape),
    backspace = AWAITSCOPE_KEY(GLFW_KEY_BACKSPACE, ImGuiKey_Backspace),
    del = AWAITSCOPE_KEY(GLFW_KEY_DELETE, ImGuiKey_Delete),
    plus = AWAITSCOPE_KEY(GLFW_KEY_EQUAL, ImGuiKey_Equal),
    minus = AWAITSCOPE_KEY(GLFW_KEY_MINUS, ImGuiKey_Minus),
    keypad_plus = AWAITSCOPE_KEY(GLFW_KEY_KP_ADD, ImGuiKey_KeypadAdd),
    keypad_minus = AWAITSCOPE_KEY(GLFW_KEY_KP_SUBTRACT, ImGuiKey_KeypadSubtract),
    comma = AWAITSCOPE_KEY(GLFW_KEY_COMMA, ImGuiKey_Comma),
    period = AWAITSCOPE_KEY(GLFW_KEY_PERIOD, ImGuiKey_Period),
    slash = AWAITSCOPE_KEY(GLFW_KEY_SLASH, ImGuiKey_Slash),
    digit0 = AWAITSCOPE_KEY(GLFW_KEY_0, ImGuiKey_0),
    digit1,
    digit2,
    digit3,
    digit4,
    digit5,
    digit6,
    digit7,
    digit8,
    digit9,
    a = AWAITSCOPE_KEY(GLFW_KEY_A, ImGuiKey_A),
    b,
    c,
    d,
    e,
    f,
    g,
    h,
    i,
    j,
    k,
    l,
    m,
    n,
    o,
    p,
    q,
    r,
    s,
    t,
    u,
    v,
    w,
    x,
    y,
    z,
    f1 = AWAITSCOPE_KEY(GLFW_KEY_F1, ImGuiKey_F1),
    f2,
    f3,
    f4,
    f5,
    f6,
    f7,
    f8,
    f9,
    f10,
    f11,
    f12,
};

// True in the frame a key goes down, and again while it repeats if `repeat`.
inline bool pressed(Key key, bool repeat = true) {
#if IMGUI_VERSION_NUM < 18700
    return ImGui::IsKeyPressed(static_cast<int>(key), repeat);
#else
    return ImGui::IsKeyPressed(static_cast<ImGuiKey>(key), repeat);
#endif
}

// Before 1.87 a key tapped between two frames is lost unless the platform tells the keys one frame after the
// other: after its NewFrame, `down` (indexed as GLFW numbers keys) replaces what the backend saw.
#if IMGUI_VERSION_NUM < 18700
inline constexpr bool must_queue_keys = true;
inline void replace_keys(bool const* down, int count) {
    ImGuiIO& io = ImGui::GetIO();
    for (int i = 0; i < count && i < IM_ARRAYSIZE(io.KeysDown); ++i) io.KeysDown[i] = down[i];
    io.KeyCtrl = down[GLFW_KEY_LEFT_CONTROL] || down[GLFW_KEY_RIGHT_CONTROL];
    io.KeyShift = down[GLFW_KEY_LEFT_SHIFT] || down[GLFW_KEY_RIGHT_SHIFT];
    io.KeyAlt = down[GLFW_KEY_LEFT_ALT] || down[GLFW_KEY_RIGHT_ALT];
}
#else
inline constexpr bool must_queue_keys = false;
inline void replace_keys(bool const*, int) {}
#endif

// `size`: in Dear ImGui's measure (line height, not em).
inline void push_font(ImFont* font, [[maybe_unused]] float size) {
#if IMGUI_VERSION_NUM >= 19200
    ImGui::PushFont(font, size);
#else
    ImGui::PushFont(font);
#endif
}

// Multiplies the size of every font a widget uses.
inline void scale_text(float factor) {
#if IMGUI_VERSION_NUM >= 19200
    ImGui::GetStyle().FontScaleMain = factor;
#else
    ImGui::GetIO().FontGlobalScale = factor;
#endif
}

// From the top of a line of text to its baseline, when drawn at `size`.
inline float ascent(ImFont* font, float size) {
#if IMGUI_VERSION_NUM >= 19200
    return font->GetFontBaked(size)->Ascent;
#else
    return font->Ascent * size / font->FontSize;
#endif
}

inline float baked_size(ImFont* font) {
#if IMGUI_VERSION_NUM >= 19200
    return font->LegacySize;
#else
    return font->FontSize;
#endif
}

inline bool has_glyph(ImFont* font, ImWchar character) {
#if IMGUI_VERSION_NUM >= 19200
    return font->IsGlyphInFont(character);
#else
    return font->FindGlyphNoFallback(character) != nullptr;
#endif
}

inline void rect(ImDrawList* list, ImVec2 min, ImVec2 max, ImU32 color, float rounding, float thickness) {
#if IMGUI_VERSION_NUM >= 19280
    list->AddRect(min, max, color, rounding, thickness, 0);
#else
    list->AddRect(min, max, color, rounding, 0, thickness);
#endif
}

inline void polyline(ImDrawList* list, ImVec2 const* points, int count, ImU32 color, bool closed,
                     float thickness) {
    ImDrawFlags const flags = closed ? ImDrawFlags_Closed : ImDrawFlags_None;
#if IMGUI_VERSION_NUM >= 19280
    list->AddPolyline(points, count, color, thickness, flags);
#else
    list->AddPolyline(points, count, color, flags, thickness);
#endif
}

inline bool begin_child(char const* id, ImVec2 size, bool border = false, ImGuiWindowFlags flags = 0) {
#if IMGUI_VERSION_NUM >= 19110
    return ImGui::BeginChild(id, size, border ? ImGuiChildFlags_Borders : 0, flags);
#elif IMGUI_VERSION_NUM >= 19000
    return ImGui::BeginChild(id, size, border ? ImGuiChildFlags_Border : 0, flags);
#else
    return ImGui::BeginChild(id, size, border, flags);
#endif
}

// For a context that has no platform backend (offscreen, tests).

// Lets text fields know the arrow keys and the like; once after CreateContext.
inline void map_keys() {
#if IMGUI_VERSION_NUM < 18700
    ImGuiIO& io = ImGui::GetIO();
    io.KeyMap[ImGuiKey_Tab] = GLFW_KEY_TAB;
    io.KeyMap[ImGuiKey_LeftArrow] = GLFW_KEY_LEFT;
    io.KeyMap[ImGuiKey_RightArrow] = GLFW_KEY_RIGHT;
    io.KeyMap[ImGuiKey_UpArrow] = GLFW_KEY_UP;
    io.KeyMap[ImGuiKey_DownArrow] = GLFW_KEY_DOWN;
    io.KeyMap[ImGuiKey_PageUp] = GLFW_KEY_PAGE_UP;
    io.KeyMap[ImGuiKey_PageDown] = GLFW_KEY_PAGE_DOWN;
    io.KeyMap[ImGuiKey_Home] = GLFW_KEY_HOME;
    io.KeyMap[ImGuiKey_End] = GLFW_KEY_END;
    io.KeyMap[ImGuiKey_Delete] = GLFW_KEY_DELETE;
    io.KeyMap[ImGuiKey_Backspace] = GLFW_KEY_BACKSPACE;
    io.KeyMap[ImGuiKey_Space] = GLFW_KEY_SPACE;
    io.KeyMap[ImGuiKey_Enter] = GLFW_KEY_ENTER;
    io.KeyMap[ImGuiKey_Escape] = GLFW_KEY_ESCAPE;
    io.KeyMap[ImGuiKey_A] = GLFW_KEY_A;
#endif
}

inline void send_mouse(float x, float y) {
#if IMGUI_VERSION_NUM < 18700
    ImGui::GetIO().MousePos = {x, y};
#else
    ImGui::GetIO().AddMousePosEvent(x, y);
#endif
}

inline void send_button(int button, bool down) {
#if IMGUI_VERSION_NUM < 18700
    ImGui::GetIO().MouseDown[button] = down;
#else
    ImGui::GetIO().AddMouseButtonEvent(button, down);
#endif
}

inline void send_wheel(float x, float y) {
#if IMGUI_VERSION_NUM < 18700
    ImGui::GetIO().MouseWheelH += x;
    ImGui::GetIO().MouseWheel += y;
#else
    ImGui::GetIO().AddMouseWheelEvent(x, y);
#endif
}

inline void send_key(Key key, bool down) {
#if IMGUI_VERSION_NUM < 18700
    ImGui::GetIO().KeysDown[static_cast<int>(key)] = down;
#else
    ImGui::GetIO().AddKeyEvent(static_cast<ImGuiKey>(key), down);
#endif
}

inline void send_modifiers(bool ctrl, bool shift, bool alt = false) {
    ImGuiIO& io = ImGui::GetIO();
#if IMGUI_VERSION_NUM < 18700
    io.KeyCtrl = ctrl;
    io.KeyShift = shift;
    io.KeyAlt = alt;
#else
    io.AddKeyEvent(ImGuiMod_Ctrl, ctrl);
    io.AddKeyEvent(ImGuiMod_Shift, shift);
    io.AddKeyEvent(ImGuiMod_Alt, alt);
#endif
}

// Builds the font atlas of a context that no renderer serves. From 1.92 on, call `answer_textures` after each
// Render as well.
inline void build_atlas_without_renderer() {
    ImGuiIO& io = ImGui::GetIO();
    io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
#if IMGUI_VERSION_NUM >= 19200
    io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
#else
    unsigned char* pixels = nullptr;
    int width = 0, height = 0;
    io.Fonts->GetTexDataAsAlpha8(&pixels, &width, &height);
    io.Fonts->SetTexID((ImTextureID)1); // a pointer before 1.91.4, a number after
#endif
}

inline void answer_textures() {
#if IMGUI_VERSION_NUM >= 19200
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
        if (texture->Status == ImTextureStatus_WantCreate) texture->SetTexID(1);
        texture->SetStatus(texture->Status == ImTextureStatus_WantDestroy ? ImTextureStatus_Destroyed
                                                                          : ImTextureStatus_OK);
    }
#endif
}

} // namespace compat
