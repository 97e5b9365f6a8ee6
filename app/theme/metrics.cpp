#include "theme/metrics.hpp"

#include "theme/faces.hpp"
#include "theme/utf8.hpp"

#include <stb/stb_truetype.h>

#include <array>
#include <vector>

namespace theme {

namespace {

constexpr char32_t table_end = 0x2800; // beyond this only icons, which are looked up one by one
constexpr float missing = -1;

float advance_in_em(Font font, char32_t character) {
    File const file = file_for(font, character);
    if (file == File::count) return missing;
    int advance = 0, bearing = 0;
    stbtt_GetCodepointHMetrics(outlines(file), static_cast<int>(character), &advance, &bearing);
    return static_cast<float>(advance) / units(file).per_em;
}

std::vector<float> advances(Font font) {
    std::vector<float> table(table_end, missing);
    for (char32_t c = 0x20; c < table_end; ++c) table[c] = advance_in_em(font, c);
    return table;
}

float advance(Font font, char32_t character) {
    static std::array<std::vector<float>, font_count> const tables{
        advances(Font::regular), advances(Font::semibold), advances(Font::mono)};
    auto const& table = tables[static_cast<std::size_t>(font)];
    float const width = character < table_end ? table[character] : advance_in_em(font, character);
    if (width != missing) return width;
    return character < 0x20 ? 0 : table['?']; // painters show "?" for what the fonts lack
}

} // namespace

float text_width(Font font, float size, std::string_view text) {
    float em = 0;
    while (!text.empty()) em += advance(font, next_character(text));
    return em * size;
}

LineMetrics line_metrics(Font font, float size) {
    Units const u = units(files_of(font)[0]);
    float const em = size / u.per_em;
    return {u.ascent * em, -u.descent * em, u.cap_height * em};
}

bool has_glyph(Font font, char32_t character) { return file_for(font, character) != File::count; }

std::string ellipsis(Font font, float size, std::string_view text, float width) {
    if (text_width(font, size, text) <= width) return std::string(text);
    constexpr std::string_view dots = "\xE2\x80\xA6";
    float room = width - text_width(font, size, dots);
    if (room < 0) return {};
    std::string_view rest = text;
    while (!rest.empty()) {
        std::string_view after = rest;
        room -= size * advance(font, next_character(after));
        if (room < 0) break;
        rest = after;
    }
    std::string_view kept = text.substr(0, text.size() - rest.size());
    while (!kept.empty() && kept.back() == ' ') kept.remove_suffix(1);
    return std::string(kept) += dots;
}

} // namespace theme
