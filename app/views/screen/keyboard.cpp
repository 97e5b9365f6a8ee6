#include "views/screen/keyboard.hpp"

#include "theme/imgui_compat.hpp"

#include <array>

namespace {

using compat::Key;
using session::KeyName;

struct Named {
    Key key;
    KeyName name;
    bool repeats;
};

constexpr std::array special{
    Named{Key::space, KeyName::space, false},
    Named{Key::left, KeyName::left, true},
    Named{Key::right, KeyName::right, true},
    Named{Key::up, KeyName::up, true},
    Named{Key::down, KeyName::down, true},
    Named{Key::home, KeyName::home, false},
    Named{Key::end, KeyName::end, false},
    Named{Key::page_up, KeyName::page_up, false},
    Named{Key::page_down, KeyName::page_down, false},
    Named{Key::tab, KeyName::tab, true},
    Named{Key::enter, KeyName::enter, false},
    Named{Key::keypad_enter, KeyName::enter, false},
    Named{Key::escape, KeyName::escape, false},
    Named{Key::backspace, KeyName::backspace, true},
    Named{Key::plus, KeyName::plus, true},
    Named{Key::minus, KeyName::minus, true},
    Named{Key::keypad_plus, KeyName::plus, true},
    Named{Key::keypad_minus, KeyName::minus, true},
    Named{Key::comma, KeyName::comma, true},
    Named{Key::period, KeyName::period, true},
};

void append_utf8(std::string& text, char32_t c) {
    auto const tail = [&](unsigned shift) { text += static_cast<char>(0x80U | ((c >> shift) & 0x3FU)); };
    if (c < 0x80) {
        text += static_cast<char>(c);
    } else if (c < 0x800) {
        text += static_cast<char>(0xC0U | (c >> 6U));
        tail(0);
    } else if (c < 0x10000) {
        text += static_cast<char>(0xE0U | (c >> 12U));
        tail(6), tail(0);
    } else {
        text += static_cast<char>(0xF0U | (c >> 18U));
        tail(12), tail(6), tail(0);
    }
}

template <typename Enum>
Enum after(Enum first, int n) {
    return static_cast<Enum>(static_cast<int>(first) + n);
}

} // namespace

std::vector<session::Key> ui::pressed_keys() {
    ImGuiIO const& io = ImGui::GetIO();
    std::vector<session::Key> keys;
    auto const add = [&](KeyName name) { keys.push_back({name, io.KeyCtrl, io.KeyShift, io.KeyAlt}); };
    for (auto const& key : special)
        if (compat::pressed(key.key, key.repeats)) add(key.name);
    if (compat::pressed(Key::slash, false)) add(io.KeyShift ? KeyName::question : KeyName::slash);
    for (int i = 0; i < 26; ++i)
        if (compat::pressed(after(Key::a, i), false)) add(after(KeyName::letter_a, i));
    for (int i = 0; i < 10; ++i)
        if (compat::pressed(after(Key::digit0, i), false) || compat::pressed(after(Key::keypad0, i), false))
            add(after(KeyName::digit0, i));
    for (int i = 0; i < 12; ++i)
        if (compat::pressed(after(Key::f1, i), false)) add(after(KeyName::f1, i));
    return keys;
}

std::string ui::typed_text() {
    std::string text;
    for (ImWchar const c : ImGui::GetIO().InputQueueCharacters)
        if (c >= 32 && c != 127) append_utf8(text, c);
    return text;
}
