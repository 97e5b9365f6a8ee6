#include "trace/json.hpp"

#include <cstddef>

namespace trace {
namespace {

// Length of the well-formed UTF-8 sequence that begins at `at`; 0 if there is none.
std::size_t utf8_length(std::string_view text, std::size_t at) {
    auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    unsigned char const lead = byte(at);
    std::size_t length = 0;
    unsigned char low = 0x80;
    unsigned char high = 0xBF;
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead <= 0xDF)
        length = 2;
    else if (lead >= 0xE0 && lead <= 0xEF)
        length = 3;
    else if (lead >= 0xF0 && lead <= 0xF4)
        length = 4;
    else
        return 0;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
    if (at + length > text.size()) return 0;
    if (byte(at + 1) < low || byte(at + 1) > high) return 0;
    for (std::size_t i = 2; i < length; ++i)
        if (byte(at + i) < 0x80 || byte(at + i) > 0xBF) return 0;
    return length;
}

} // namespace

void append_json(std::string& out, std::string_view text) {
    constexpr char digits[] = "0123456789abcdef";
    out += '"';
    for (std::size_t at = 0; at < text.size();) {
        auto const character = static_cast<unsigned char>(text[at]);
        if (character == '"' || character == '\\') {
            out += '\\';
            out += text[at++];
        } else if (character == '\n') {
            out += "\\n";
            ++at;
        } else if (character < 0x20) {
            out += "\\u00";
            out += digits[character >> 4U];
            out += digits[character & 15U];
            ++at;
        } else if (std::size_t const length = utf8_length(text, at)) {
            out += text.substr(at, length);
            at += length;
        } else {
            out += "\xEF\xBF\xBD";
            ++at;
        }
    }
    out += '"';
}

} // namespace trace
