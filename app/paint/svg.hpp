// Writes a scene as a self-contained SVG: real text, crisp at any size.
#pragma once
#include "paint/scene.hpp"

#include <string>

namespace paint {

// Valid XML of `width` x `height` px, filled with the theme's panel colour first. Characters that XML cannot
// hold and bytes that are no UTF-8 become U+FFFD. `title` is what a reader of the picture without eyes is
// told. The theme's large type makes the picture larger. `ids`: what the names of its parts begin with, so
// that several can stand in one page.
std::string paint_svg(Scene const& scene, theme::Theme const& theme, float width, float height,
                      std::string_view title = {}, std::string_view ids = {});

// For XML and HTML. What they cannot hold and bytes that are no UTF-8 become U+FFFD.
std::string xml_escaped(std::string_view text);

} // namespace paint
