// Reading UTF-8 one character at a time.
#pragma once
#include <string_view>

namespace theme {

inline constexpr char32_t replacement = 0xFFFD;

// Takes the first character off `text` (which must not be empty). Bytes that are no UTF-8 read as U+FFFD, one
// byte at a time.
char32_t next_character(std::string_view& text);

} // namespace theme
