// How wide a text is, from the embedded fonts themselves: the same in a window, offscreen, in an SVG and in a
// test, with no Dear ImGui and no display.
#pragma once
#include "theme/theme.hpp"

#include <string>
#include <string_view>

namespace theme {

// Width in px at scale 1 of one line of UTF-8 text at `size` px per em.
float text_width(Font font, float size, std::string_view text);

// Height of capitals and the extents of a line, in px at scale 1, above and below the baseline.
struct LineMetrics {
    float ascent, descent, cap_height;
};
LineMetrics line_metrics(Font font, float size);

// True if the embedded fonts can draw this character in `font` (its own glyph or a fallback's).
bool has_glyph(Font font, char32_t character);

// `text`, or its beginning and "…" so that it is at most `width` wide; "" if not even "…" fits.
std::string ellipsis(Font font, float size, std::string_view text, float width);

} // namespace theme
