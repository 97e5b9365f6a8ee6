#include "commands/key.hpp"

#include <array>
#include <string_view>

namespace session {
namespace {

std::string name_of(KeyName name) {
    constexpr std::array<std::string_view, 12> words{"Left",  "Right", "Up",      "Down",
                                                     "Home",  "End",   "Page up", "Page down",
                                                     "Enter", "Esc",   "Tab",     "Backspace"};
    auto const code = static_cast<unsigned>(name);
    if (name == KeyName::none) return {};
    if (name == KeyName::space) return "Space";
    if (name >= KeyName::f1 && name <= KeyName::f12)
        return "F" + std::to_string(code - static_cast<unsigned>(KeyName::f1) + 1);
    if (name >= KeyName::left && name <= KeyName::backspace)
        return std::string(words[code - static_cast<unsigned>(KeyName::left)]);
    return std::string(1, static_cast<char>(code));
}

} // namespace

std::string words(Key key) {
    return std::string(key.ctrl ? "Ctrl+" : "") + (key.alt ? "Alt+" : "") + (key.shift ? "Shift+" : "") +
           name_of(key.name);
}

} // namespace session
