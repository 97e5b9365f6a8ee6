// Names of keys, the program's own: the shell translates the window system's into these.
#pragma once
#include <cstdint>
#include <string>

namespace session {

// Letters and digits are their upper-case characters.
enum class KeyName : std::uint8_t {
    none = 0,
    space = ' ',
    plus = '+',
    minus = '-',
    comma = ',',
    period = '.',
    slash = '/',
    question = '?',
    digit0 = '0',   // digit0 + n
    letter_a = 'A', // letter_a + n
    left = 128,
    right,
    up,
    down,
    home,
    end,
    page_up,
    page_down,
    enter,
    escape,
    tab,
    backspace,
    f1,
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
constexpr KeyName letter(char upper) { return static_cast<KeyName>(upper); }

struct Key {
    KeyName name = KeyName::none;
    bool ctrl = false;
    bool shift = false;
    bool alt = false;

    bool operator==(Key const&) const = default;
};

std::string words(Key key); // "Ctrl+Right", "F1", "Space"

} // namespace session
