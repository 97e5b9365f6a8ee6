// The embedded fonts in Dear ImGui's atlas. Sizes in which the studio writes are rasterised exactly; others
// are drawn from the next larger one.
#pragma once
#include "theme/theme.hpp"

struct ImFont;
struct ImFontAtlas;

namespace theme {

// Replaces the atlas's fonts by ours, rasterised for `scale` px of the display per px at scale 1. The first
// is the widgets' own. A renderer that already uploaded the old texture must be told (see shell/gpu.hpp).
void add_fonts(ImFontAtlas& atlas, float scale);

// The font to draw `size` px per em (at scale 1) in, and the size to hand to ImDrawList::AddText for px of an
// em at scale 1, of the current context. Before add_fonts: whatever font there is.
struct Drawn {
    ImFont* font;
    float size; // in Dear ImGui's measure, at scale 1
};
Drawn font_for(Font font, float size);

// A font for widgets, until ImGui::PopFont.
void push_font(Font font, float size, float scale);

} // namespace theme
