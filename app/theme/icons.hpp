// Icons of Fork Awesome that the studio uses, as UTF-8 text: they are merged into every font, so a label may
// simply contain one. assets/glyphs.txt lists the same characters.
#pragma once

namespace theme::icon {

inline constexpr char const* bars = "\xEF\x83\x89";       // U+F0C9
inline constexpr char const* first = "\xEF\x81\x89";      // U+F049 fast-backward
inline constexpr char const* back = "\xEF\x81\x88";       // U+F048 step-backward
inline constexpr char const* play = "\xEF\x81\x8B";       // U+F04B
inline constexpr char const* pause = "\xEF\x81\x8C";      // U+F04C
inline constexpr char const* step = "\xEF\x81\x91";       // U+F051 step-forward
inline constexpr char const* last = "\xEF\x81\x90";       // U+F050 fast-forward
inline constexpr char const* check = "\xEF\x80\x8C";      // U+F00C
inline constexpr char const* cross = "\xEF\x80\x8D";      // U+F00D
inline constexpr char const* ban = "\xEF\x81\x9E";        // U+F05E cancelled
inline constexpr char const* warning = "\xEF\x81\xB1";    // U+F071 exclamation-triangle
inline constexpr char const* clock = "\xEF\x80\x97";      // U+F017
inline constexpr char const* hourglass = "\xEF\x89\x93";  // U+F253 hourglass-end
inline constexpr char const* search = "\xEF\x80\x82";     // U+F002
inline constexpr char const* adjust = "\xEF\x81\x82";     // U+F042 theme
inline constexpr char const* help = "\xEF\x84\xA8";       // U+F128
inline constexpr char const* info = "\xEF\x81\x9A";       // U+F05A info-circle
inline constexpr char const* expand = "\xEF\x81\xA5";     // U+F065
inline constexpr char const* sliders = "\xEF\x87\x9E";    // U+F1DE knobs
inline constexpr char const* breakpoint = "\xEF\x84\x91"; // U+F111 circle
inline constexpr char const* folder = "\xEF\x81\xBC";     // U+F07C folder-open
inline constexpr char const* keyboard = "\xEF\x84\x9C";   // U+F11C
inline constexpr char const* book = "\xEF\x80\xAD";       // U+F02D
inline constexpr char const* down = "\xEF\x84\x87";       // U+F107 angle-down
inline constexpr char const* right = "\xEF\x84\x85";      // U+F105 angle-right
inline constexpr char const* refresh = "\xEF\x80\xA1";    // U+F021
inline constexpr char const* plus = "\xEF\x81\xA7";       // U+F067
inline constexpr char const* minus = "\xEF\x81\xA8";      // U+F068

} // namespace theme::icon
