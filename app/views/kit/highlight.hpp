// Which characters of a program are keywords, strings, comments: enough to read by, no parser.
#pragma once
#include <cstddef>
#include <string_view>
#include <vector>

namespace ui {

enum class Language : unsigned char { python, cpp };
enum class Syntax : unsigned char { plain, keyword, suspends, name, number, string, comment };
// suspends: await, yield, co_await ...: where control may leave; name: what a def or class introduces.

struct Piece {
    std::size_t begin = 0, end = 0; // bytes of the line
    Syntax syntax = Syntax::plain;
    bool operator==(Piece const&) const = default;
};

struct CodeLine {
    std::string_view text;     // of the program, without its line end
    std::vector<Piece> pieces; // cover it all, in order
};

// The lines refer to `program`.
std::vector<CodeLine> highlight(std::string_view program, Language language);

} // namespace ui
