#include "theme/faces.hpp"

#include "embedded_fonts.hpp"
#include "theme/utf8.hpp"

#include <stb/stb_truetype.h>

namespace theme {

namespace {

struct Face {
    stbtt_fontinfo info{};
    Units units{};
};

Face load(File file) {
    Face face;
    unsigned char const* const data = font_bytes(file).data();
    stbtt_InitFont(&face.info, data, stbtt_GetFontOffsetForIndex(data, 0));
    int ascent = 0, descent = 0, line_gap = 0;
    stbtt_GetFontVMetrics(&face.info, &ascent, &descent, &line_gap);
    int x0 = 0, y0 = 0, x1 = 0, cap = 0;
    if (!stbtt_GetCodepointBox(&face.info, 'H', &x0, &y0, &x1, &cap)) cap = ascent * 3 / 4;
    face.units = {1 / stbtt_ScaleForMappingEmToPixels(&face.info, 1), static_cast<float>(ascent),
                  static_cast<float>(descent), static_cast<float>(cap)};
    return face;
}

Face const& face(File file) {
    static std::array<Face, file_count> const faces{load(File::inter_regular), load(File::inter_semibold),
                                                    load(File::jetbrains_mono), load(File::fork_awesome)};
    return faces[static_cast<std::size_t>(file)];
}

} // namespace

std::span<unsigned char const> font_bytes(File file) {
    switch (file) {
    case File::inter_regular: return embedded::inter_regular;
    case File::inter_semibold: return embedded::inter_semibold;
    case File::jetbrains_mono: return embedded::jetbrains_mono;
    default: return embedded::fork_awesome;
    }
}

std::array<File, 3> files_of(Font font) {
    switch (font) {
    case Font::semibold: return {File::inter_semibold, File::jetbrains_mono, File::fork_awesome};
    case Font::mono: return {File::jetbrains_mono, File::inter_regular, File::fork_awesome};
    default: return {File::inter_regular, File::jetbrains_mono, File::fork_awesome};
    }
}

Units units(File file) { return face(file).units; }

stbtt_fontinfo const* outlines(File file) { return &face(file).info; }

File file_for(Font font, char32_t character) {
    for (File const file : files_of(font))
        if (stbtt_FindGlyphIndex(outlines(file), static_cast<int>(character)) != 0) return file;
    return File::count;
}

} // namespace theme
