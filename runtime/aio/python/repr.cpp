#include "aio/python/repr.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace aio {

std::string repr(std::string_view text) {
    bool const has_single = text.find('\'') != std::string_view::npos;
    char const quote = has_single && text.find('"') == std::string_view::npos ? '"' : '\'';
    std::string out(1, quote);
    for (char const character : text) {
        auto const byte = static_cast<unsigned char>(character);
        if (character == quote || character == '\\')
            (out += '\\') += character;
        else if (character == '\n')
            out += "\\n";
        else if (character == '\r')
            out += "\\r";
        else if (character == '\t')
            out += "\\t";
        else if (byte < 0x20 || byte == 0x7F) {
            std::array<char, 5> escaped{};
            std::snprintf(escaped.data(), escaped.size(), "\\x%02x", byte);
            out += escaped.data();
        } else
            out += character;
    }
    return out + quote;
}

std::string repr(double number) {
    if (std::isnan(number)) return "nan";
    if (std::isinf(number)) return number < 0 ? "-inf" : "inf";
    // Python writes an exponent from 1e16 on and below 1e-4, and always a point or an exponent.
    double const size = std::fabs(number);
    auto const format =
        size != 0 && (size >= 1e16 || size < 1e-4) ? std::chars_format::scientific : std::chars_format::fixed;
    std::array<char, 64> digits{};
    auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), number, format).ptr;
    std::string out(digits.data(), end);
    if (out.find_first_of(".e") == std::string::npos) out += ".0";
    return out;
}

std::string fixed(double number, int digits) {
    std::array<char, 400> out{};
    std::snprintf(out.data(), out.size(), "%.*f", digits, number);
    return out.data();
}

} // namespace aio
