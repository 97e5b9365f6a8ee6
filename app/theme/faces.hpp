// The embedded font files: subsets of the distribution's fonts, made at build (assets/fonts lists their
// characters).
#pragma once
#include "theme/theme.hpp"

#include <array>
#include <cstddef>
#include <span>

struct stbtt_fontinfo;

namespace theme {

enum class File : unsigned char { inter_regular, inter_semibold, jetbrains_mono, fork_awesome, count };
inline constexpr std::size_t file_count = static_cast<std::size_t>(File::count);

// The bytes of a TrueType or OpenType file; they live as long as the program.
std::span<unsigned char const> font_bytes(File file);

// A font is drawn from these files: a character comes from the first that has it.
std::array<File, 3> files_of(Font font);

// A file's units: how many make one em, and its line's extents.
struct Units {
    float per_em, ascent, descent, cap_height; // descent is negative
};
Units units(File file);

// For outlines and advances; never null.
stbtt_fontinfo const* outlines(File file);

// The file that draws `character` in `font`, or File::count.
File file_for(Font font, char32_t character);

} // namespace theme
