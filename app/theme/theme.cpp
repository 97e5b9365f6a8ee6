#include "theme/theme.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace theme {

namespace {

constexpr Rgba rgb(unsigned hex) {
    return {static_cast<std::uint8_t>(hex >> 16), static_cast<std::uint8_t>(hex >> 8 & 0xFF),
            static_cast<std::uint8_t>(hex & 0xFF), 255};
}

constexpr Role after(Role role, unsigned count) {
    return static_cast<Role>(static_cast<unsigned>(role) + count);
}

using Hues = std::array<unsigned, hue_count>;

// Found by search: every hue reads as text on its soft fill, on panels and on the highlight, and any two of
// them stay apart with full colour vision and with the three kinds of colour blindness.
constexpr Hues dark_ink = {0x006BCC, 0xB14203, 0x00624A, 0x955890, 0x4F3A00, 0x8B008D, 0x0F2CAF, 0x423951};
constexpr Hues bright_ink = {0x53A2FD, 0xEE9D34, 0x39D387, 0xDDA3D6, 0xD8F40A, 0xFFD4CE, 0xC9FF9E, 0x84A695};

void set(Theme& theme, Role role, unsigned hex) { theme.colours[static_cast<std::size_t>(role)] = rgb(hex); }

// `share`: how much of the hue a soft fill holds, of 255.
void set_hues(Theme& theme, Hues const& hues, unsigned on_hue, std::uint8_t share) {
    for (unsigned i = 0; i < hue_count; ++i) {
        Rgba tint = rgb(hues[i]);
        set(theme, after(Role::task1, i), hues[i]);
        set(theme, after(Role::on_task1, i), on_hue);
        tint.a = share;
        theme.colours[static_cast<std::size_t>(after(Role::soft1, i))] = blend(tint, theme[Role::panel]);
    }
}

Theme make_light() {
    Theme t{.name = "light", .dark = false, .type = 1, .colours = {}};
    set(t, Role::background, 0xF6F7F9);
    set(t, Role::panel, 0xFFFFFF);
    set(t, Role::unknown, 0xEEF1F5);
    set(t, Role::border, 0xD9DEE5);
    set(t, Role::text, 0x16202C);
    set(t, Role::muted, 0x4F5C6B);
    set(t, Role::faint, 0x616D7A);
    set(t, Role::accent, 0x0B62D6);
    set(t, Role::on_accent, 0xFFFFFF);
    set(t, Role::now, 0xD11A2A);
    set(t, Role::on_now, 0xFFFFFF);
    set(t, Role::highlight, 0xFFF4CC);
    set(t, Role::selected, 0xFFF9E4);
    set(t, Role::good, 0x0A7A3D);
    set(t, Role::warning, 0x8A5A00);
    set(t, Role::edge, 0x6B7785);
    set(t, Role::neutral, 0x4F5C6B);
    set(t, Role::on_neutral, 0xFFFFFF);
    set(t, Role::neutral_soft, 0xF6F7F9);
    set_hues(t, dark_ink, 0xFFFFFF, 26);
    t.colours[static_cast<std::size_t>(Role::shadow)] = {22, 32, 44, 64};
    return t;
}

Theme make_dark() {
    Theme t{.name = "dark", .dark = true, .type = 1, .colours = {}};
    set(t, Role::background, 0x12161C);
    set(t, Role::panel, 0x1A2028);
    set(t, Role::unknown, 0x161B22);
    set(t, Role::border, 0x303945);
    set(t, Role::text, 0xE8EDF3);
    set(t, Role::muted, 0xA6B2C0);
    set(t, Role::faint, 0x95A2B1);
    set(t, Role::accent, 0x5AA9FF);
    set(t, Role::on_accent, 0x10151B);
    set(t, Role::now, 0xFF7078);
    set(t, Role::on_now, 0x10151B);
    set(t, Role::highlight, 0x3A3413);
    set(t, Role::selected, 0x20261F);
    set(t, Role::good, 0x5BD68A);
    set(t, Role::warning, 0xF2C14A);
    set(t, Role::edge, 0x8A97A6);
    set(t, Role::neutral, 0xA6B2C0);
    set(t, Role::on_neutral, 0x10151B);
    set(t, Role::neutral_soft, 0x12161C);
    set_hues(t, bright_ink, 0x10151B, 46);
    t.colours[static_cast<std::size_t>(Role::shadow)] = {0, 0, 0, 140};
    return t;
}

Theme make_high_contrast() {
    Theme t{.name = "high-contrast", .dark = true, .type = 1, .colours = {}};
    set(t, Role::background, 0x000000);
    set(t, Role::panel, 0x000000);
    set(t, Role::unknown, 0x1C1C1C);
    set(t, Role::border, 0xB4B4B4);
    set(t, Role::text, 0xFFFFFF);
    set(t, Role::muted, 0xE6E6E6);
    set(t, Role::faint, 0xD2D2D2);
    set(t, Role::accent, 0x66C7FF);
    set(t, Role::on_accent, 0x000000);
    set(t, Role::now, 0xFF8A90);
    set(t, Role::on_now, 0x000000);
    set(t, Role::highlight, 0x3A3209);
    set(t, Role::selected, 0x24220F);
    set(t, Role::good, 0x6CF0A0);
    set(t, Role::warning, 0xFFD75A);
    set(t, Role::edge, 0xFFFFFF);
    set(t, Role::neutral, 0xE6E6E6);
    set(t, Role::on_neutral, 0x000000);
    set(t, Role::neutral_soft, 0x000000);
    set_hues(t, bright_ink, 0x000000, 30);
    t.colours[static_cast<std::size_t>(Role::shadow)] = {255, 255, 255, 60};
    return t;
}

Theme make_presenter() {
    Theme t = enlarged(light());
    t.name = "presenter";
    return t;
}

double linear(std::uint8_t channel) {
    double const c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

double luminance(Rgba c) { return 0.2126 * linear(c.r) + 0.7152 * linear(c.g) + 0.0722 * linear(c.b); }

} // namespace

TaskRoles task_roles(unsigned number) {
    if (number == 0) return {Role::neutral, Role::on_neutral, Role::neutral_soft};
    unsigned const i = (number - 1) % hue_count;
    return {after(Role::task1, i), after(Role::on_task1, i), after(Role::soft1, i)};
}

Theme const& light() {
    static Theme const theme = make_light();
    return theme;
}

Theme const& dark() {
    static Theme const theme = make_dark();
    return theme;
}

Theme const& high_contrast() {
    static Theme const theme = make_high_contrast();
    return theme;
}

Theme const& presenter() {
    static Theme const theme = make_presenter();
    return theme;
}

std::vector<std::string> const& names() {
    static std::vector<std::string> const list{light().name, dark().name, high_contrast().name,
                                               presenter().name};
    return list;
}

Theme const* find(std::string_view name) {
    for (Theme const* theme : {&light(), &dark(), &high_contrast(), &presenter()})
        if (theme->name == name) return theme;
    return nullptr;
}

Theme enlarged(Theme theme) {
    theme.type = 1.4F;
    return theme;
}

double contrast(Rgba a, Rgba b) {
    double const one = luminance(a), other = luminance(b);
    double const low = std::min(one, other), high = std::max(one, other);
    return (high + 0.05) / (low + 0.05);
}

Rgba blend(Rgba over, Rgba under) {
    auto const mix = [&](std::uint8_t o, std::uint8_t u) {
        return static_cast<std::uint8_t>((o * over.a + u * (255 - over.a) + 127) / 255);
    };
    return {mix(over.r, under.r), mix(over.g, under.g), mix(over.b, under.b), 255};
}

} // namespace theme
