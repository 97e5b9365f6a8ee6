// Dear ImGui's own widgets (fields, menus, scroll bars) in the colours and sizes of a theme.
#pragma once
#include "theme/theme.hpp"

#include <cstdint>

namespace theme {

// Sets the current context's whole style; may be called again with another theme or scale.
void apply_style(Theme const& theme, float scale);

// As Dear ImGui packs colours.
constexpr std::uint32_t packed(Rgba c) {
    return static_cast<std::uint32_t>(c.r) | static_cast<std::uint32_t>(c.g) << 8 |
           static_cast<std::uint32_t>(c.b) << 16 | static_cast<std::uint32_t>(c.a) << 24;
}

} // namespace theme
