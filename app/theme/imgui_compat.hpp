// The only file that asks which Dear ImGui it is: 1.86 (Debian 12), 1.90 (Debian 13), 1.92 (newest).
#pragma once
#include <imgui.h>

namespace compat {

// Keys of the keyboard, numbered as GLFW does: letters by the keyboard's layout, all others by their place on
// a US layout.
enum class Key : int {
    space = 32,
    left = 263,
    right = 262,
    up = 265,
    down = 264,
    home = 268,
    end = 269,
    page_up = 266,
    page_down = 267,
    tab = 258,
    enter = 257,
    escape = 256,
    backspace = 259,
    del = 261,
    plus = 61,
    minus = 45,
    keypad0 = 320, // keypad0 + n
    keypad_enter = 335,
    keypad_plus = 334,
    keypad_minus = 333,
    comma = 44,
    period = 46,
    slash = 47,
    digit0 = 48,
    digit1,
    digit2,
    digit3,
    digit4,
    digit5,
    digit6,
    digit7,
    digit8,
    digit9,
    a = 65,
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
    f1 = 290,
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

#if IMGUI_VERSION_NUM >= 18700
// ImGuiKey_None for a number that names no key of ours.
inline ImGuiKey named(Key key) {
    auto const nth = [&](ImGuiKey first, Key from) {
        return static_cast<ImGuiKey>(first + (static_cast<int>(key) - static_cast<int>(from)));
    };
    if (key >= Key::digit0 && key <= Key::digit9) return nth(ImGuiKey_0, Key::digit0);
    if (key >= Key::a && key <= Key::z) return nth(ImGuiKey_A, Key::a);
    if (key >= Key::keypad0 && static_cast<int>(key) <= static_cast<int>(Key::keypad0) + 9)
        return nth(ImGuiKey_Keypad0, Key::keypad0);
    if (key >= Key::f1 && key <= Key::f12) return nth(ImGuiKey_F1, Key::f1);
    switch (key) {
    case Key::space: return ImGuiKey_Space;
    case Key::left: return ImGuiKey_LeftArrow;
    case Key::right: return ImGuiKey_RightArrow;
    case Key::up: return ImGuiKey_UpArrow;
    case Key::down: return ImGuiKey_DownArrow;
    case Key::home: return ImGuiKey_Home;
    case Key::end: return ImGuiKey_End;
    case Key::page_up: return ImGuiKey_PageUp;
    case Key::page_down: return ImGuiKey_PageDown;
    case Key::tab: return ImGuiKey_Tab;
    case Key::enter: return ImGuiKey_Enter;
    case Key::escape: return ImGuiKey_Escape;
    case Key::backspace: return ImGuiKey_Backspace;
    case Key::del: return ImGuiKey_Delete;
    case Key::plus: return ImGuiKey_Equal;
    case Key::minus: return ImGuiKey_Minus;
    case Key::keypad_plus: return ImGuiKey_KeypadAdd;
    case Key::keypad_minus: return ImGuiKey_KeypadSubtract;
    case Key::keypad_enter: return ImGuiKey_KeypadEnter;
    case Key::comma: return ImGuiKey_Comma;
    case Key::period: return ImGuiKey_Period;
    case Key::slash: return ImGuiKey_Slash;
    default: return ImGuiKey_None;
    }
}
#endif

// True in the frame a key goes down, and again while it repeats if `repeat`.
inline bool pressed(Key key, bool repeat = true) {
#if IMGUI_VERSION_NUM < 18700
    return ImGui::IsKeyPressed(static_cast<int>(key), repeat);
#else
    return ImGui::IsKeyPressed(named(key), repeat);
#endif
}

// Before ImGui::NewFrame and after the platform's: `down`, by the numbers of the keys, is what the next frame
// sees. Before 1.87 a key tapped between two frames is lost otherwise; since then a modifier let go before
// its key is.
inline void replace_keys(bool const* down, int count) {
    ImGuiIO& io = ImGui::GetIO();
    constexpr int left = 340, right = 344; // shift; control and alt follow
    auto const held = [&](int nth) { return down[left + nth] || down[right + nth]; };
#if IMGUI_VERSION_NUM < 18700
    for (int i = 0; i < count && i < IM_ARRAYSIZE(io.KeysDown); ++i) io.KeysDown[i] = down[i];
    io.KeyShift = held(0), io.KeyCtrl = held(1), io.KeyAlt = held(2);
#else
    io.AddKeyEvent(ImGuiMod_Shift, held(0));
    io.AddKeyEvent(ImGuiMod_Ctrl, held(1));
    io.AddKeyEvent(ImGuiMod_Alt, held(2));
    for (int i = 0; i < count; ++i)
        if (auto const key = named(static_cast<Key>(i)); key != ImGuiKey_None) io.AddKeyEvent(key, down[i]);
#endif
}

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
    ImGui::GetIO().AddKeyEvent(named(key), down);
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
