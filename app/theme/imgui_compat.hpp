// The only file that asks which Dear ImGui it is: 1.86 (Debian 12), 1.90 (Debian 13), 1.92 (newest).
#pragma once
#include <imgui.h>

#if IMGUI_VERSION_NUM < 18700
// Before 1.87 keys are numbered as the platform's backend numbers them: here, as GLFW does.
#define AWAITSCOPE_KEY(number, name) number
#else
#define AWAITSCOPE_KEY(number, name) ImGuiKey_##name
#endif

namespace compat {

// Keys of the keyboard by their place on a US layout.
enum class Key : int {
    space = AWAITSCOPE_KEY(32, Space),
    left = AWAITSCOPE_KEY(263, LeftArrow),
    right = AWAITSCOPE_KEY(262, RightArrow),
    up = AWAITSCOPE_KEY(265, UpArrow),
    down = AWAITSCOPE_KEY(264, DownArrow),
    home = AWAITSCOPE_KEY(268, Home),
    end = AWAITSCOPE_KEY(269, End),
    page_up = AWAITSCOPE_KEY(266, PageUp),
    page_down = AWAITSCOPE_KEY(267, PageDown),
    tab = AWAITSCOPE_KEY(258, Tab),
    enter = AWAITSCOPE_KEY(257, Enter),
    escape = AWAITSCOPE_KEY(256, Escape),
    backspace = AWAITSCOPE_KEY(259, Backspace),
    del = AWAITSCOPE_KEY(261, Delete),
    plus = AWAITSCOPE_KEY(61, Equal),
    minus = AWAITSCOPE_KEY(45, Minus),
    keypad_plus = AWAITSCOPE_KEY(334, KeypadAdd),
    keypad_minus = AWAITSCOPE_KEY(333, KeypadSubtract),
    comma = AWAITSCOPE_KEY(44, Comma),
    period = AWAITSCOPE_KEY(46, Period),
    slash = AWAITSCOPE_KEY(47, Slash),
    digit0 = AWAITSCOPE_KEY(48, 0),
    digit1,
    digit2,
    digit3,
    digit4,
    digit5,
    digit6,
    digit7,
    digit8,
    digit9,
    a = AWAITSCOPE_KEY(65, A),
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
    f1 = AWAITSCOPE_KEY(290, F1),
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
    constexpr int left = 340, right = 344; // shift; control and alt follow
    io.KeyShift = down[left] || down[right];
    io.KeyCtrl = down[left + 1] || down[right + 1];
    io.KeyAlt = down[left + 2] || down[right + 2];
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
    auto const map = [](int name, Key key) { ImGui::GetIO().KeyMap[name] = static_cast<int>(key); };
    map(ImGuiKey_Tab, Key::tab);
    map(ImGuiKey_LeftArrow, Key::left);
    map(ImGuiKey_RightArrow, Key::right);
    map(ImGuiKey_UpArrow, Key::up);
    map(ImGuiKey_DownArrow, Key::down);
    map(ImGuiKey_PageUp, Key::page_up);
    map(ImGuiKey_PageDown, Key::page_down);
    map(ImGuiKey_Home, Key::home);
    map(ImGuiKey_End, Key::end);
    map(ImGuiKey_Delete, Key::del);
    map(ImGuiKey_Backspace, Key::backspace);
    map(ImGuiKey_Space, Key::space);
    map(ImGuiKey_Enter, Key::enter);
    map(ImGuiKey_Escape, Key::escape);
    map(ImGuiKey_A, Key::a);
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
