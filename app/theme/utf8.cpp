#include "theme/utf8.hpp"

#include <cstddef>

namespace theme {

char32_t next_character(std::string_view& text) {
    auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    unsigned const lead = byte(0);
    std::size_t length = 1;
    char32_t character = lead;
    if (lead >= 0xF0 && lead <= 0xF4) {
        length = 4;
        character = lead & 0x07;
    } else if (lead >= 0xE0 && lead < 0xF0) {
        length = 3;
        character = lead & 0x0F;
    } else if (lead >= 0xC2 && lead < 0xE0) {
        length = 2;
        character = lead & 0x1F;
    } else if (lead >= 0x80) {
        text.remove_prefix(1);
        return replacement;
    }
    bool good = text.size() >= length;
    for (std::size_t i = 1; good && i < length; ++i) {
        good = (byte(i) & 0xC0) == 0x80;
        character = character << 6 | (byte(i) & 0x3F);
    }
    constexpr char32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    good = good && character >= smallest[length] && character <= 0x10FFFF &&
           !(character >= 0xD800 && character < 0xE000);
    text.remove_prefix(good ? length : 1);
    return good ? character : replacement;
}

} // namespace theme
