#include "aio/python/bytes.hpp"

namespace aio {

std::string repr(Bytes const& bytes) {
    constexpr char const* digits = "0123456789abcdef";
    bool const has_single = bytes.data().find('\'') != std::string::npos;
    bool const has_double = bytes.data().find('"') != std::string::npos;
    char const quote = has_single && !has_double ? '"' : '\'';
    std::string out = "b";
    out += quote;
    for (char const c : bytes.data()) {
        auto const value = static_cast<unsigned char>(c);
        if (c == quote || c == '\\')
            (out += '\\') += c;
        else if (c == '\n')
            out += "\\n";
        else if (c == '\r')
            out += "\\r";
        else if (c == '\t')
            out += "\\t";
        else if (value < 0x20 || value >= 0x7f)
            ((out += "\\x") += digits[value >> 4U]) += digits[value & 0xFU];
        else
            out += c;
    }
    return out += quote;
}

} // namespace aio
