// Named colours, type sizes and spacings of the studio. Everything is in px at scale 1; painters multiply by
// the scale of the display. Presenter mode is the same layout at a larger scale (`type`), so views need not
// know it.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace theme {

// Straight (not premultiplied) sRGB.
struct Rgba {
    std::uint8_t r = 0, g = 0, b = 0, a = 255;

    bool operator==(Rgba const&) const = default;
};

// What a colour is for. Views name roles; a theme says which colour that is.
enum class Role : std::uint8_t {
    background, // behind the panels; also inset fields on a panel
    panel,      // the face of a panel
    unknown,    // the part of the timeline that has not happened yet
    border,     // edges of panels and fields, rules, grid
    text,       // what is read first
    muted,      // second: units, labels, code of no interest now
    faint,      // third: panel titles, line numbers, hints
    accent,     // what to do next, links, the chosen tab
    on_accent,  // text on accent
    now,        // the cursor: this moment; also what fails
    on_now,     // text on now
    highlight,  // the row, line or card of this moment
    selected,   // the lane of the selected object
    good,       // agrees, done, right answer
    warning,    // pointed out: never awaited, blocking step
    edge,       // arrows: made, woke, waits for
    shadow,     // behind menus and dialogs
    neutral,    // the loop's own lane: fill, text on it, soft fill
    on_neutral,
    neutral_soft,
    task1,
    task2,
    task3,
    task4,
    task5,
    task6,
    task7,
    task8,
    on_task1,
    on_task2,
    on_task3,
    on_task4,
    on_task5,
    on_task6,
    on_task7,
    on_task8,
    soft1,
    soft2,
    soft3,
    soft4,
    soft5,
    soft6,
    soft7,
    soft8,
    count
};
inline constexpr std::size_t role_count = static_cast<std::size_t>(Role::count);
inline constexpr unsigned hue_count = 8;

// The three colours of task `number`, counted from 1; 0 is the loop. Hues repeat after eight: beyond that the
// task's number tells tasks apart. `hue` is also readable as text on `soft`, on `panel` and on `background`.
struct TaskRoles {
    Role hue;    // fill of a running span, edge of a waiting one, text on soft
    Role on_hue; // text on the fill
    Role soft;   // fill of a waiting span
};
TaskRoles task_roles(unsigned number);

enum class Font : std::uint8_t { regular, semibold, mono, count };
inline constexpr std::size_t font_count = static_cast<std::size_t>(Font::count);

// Type sizes, in px of the em (as CSS and SVG count them, not line heights).
inline constexpr float size_small = 12;   // panel titles, legends, hints
inline constexpr float size_body = 13;    // cards, spans, lists
inline constexpr float size_label = 14;   // buttons, names of lanes
inline constexpr float size_lesson = 15;  // running text of lessons
inline constexpr float size_title = 20;   // a lesson's title, dialogs
inline constexpr float size_code = 12.5F; // JetBrains Mono in the source panel, figures
inline constexpr float size_code_large = 13.5F;

// Spacings: a 4 px grid.
inline constexpr float unit = 4;
inline constexpr float gap = 12;         // between panels
inline constexpr float padding = 16;     // inside panels
inline constexpr float radius = 8;       // of panels
inline constexpr float radius_small = 5; // of spans, fields, rows
inline constexpr float bar_height = 52;  // the top bar
inline constexpr float line_height = 24; // of code; lists use it too

struct Theme {
    std::string name;
    bool dark = false;
    float type = 1; // multiplies the display's scale: 1, or more for presenter mode
    std::array<Rgba, role_count> colours{};

    Rgba operator[](Role role) const { return colours[static_cast<std::size_t>(role)]; }
};

Theme const& light();
Theme const& dark();
Theme const& high_contrast();
Theme const& presenter(); // light, large type

// The names `find` knows, for messages and menus.
std::vector<std::string> const& names();
// By name; nullptr if there is none. Themes live as long as the program.
Theme const* find(std::string_view name);
// The same colours with large type.
Theme enlarged(Theme theme);

// WCAG 2 contrast of two opaque colours, 1 to 21.
double contrast(Rgba a, Rgba b);
// `over` painted on `under` (opaque).
Rgba blend(Rgba over, Rgba under);

} // namespace theme
