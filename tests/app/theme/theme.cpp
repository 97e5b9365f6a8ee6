#include "theme/theme.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <string>

using theme::Role;

namespace {

std::string hex(theme::Rgba c) {
    char buffer[8];
    std::snprintf(buffer, sizeof buffer, "#%02X%02X%02X", c.r, c.g, c.b);
    return buffer;
}

void require_contrast(theme::Theme const& theme, Role ink, Role ground, double least) {
    INFO(theme.name << ": role " << static_cast<int>(ink) << " " << hex(theme[ink]) << " on role "
                    << static_cast<int>(ground) << " " << hex(theme[ground]));
    CHECK(theme::contrast(theme[ink], theme[ground]) >= least);
}

using Vector = std::array<double, 3>;
using Matrix = std::array<Vector, 3>;

// Machado, Oliveira and Fernandes 2009, severity 1, for linear RGB.
constexpr Matrix full{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
constexpr Matrix protanopia{
    {{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}};
constexpr Matrix deuteranopia{
    {{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}};
constexpr Matrix tritanopia{
    {{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}};

// CIE L*a*b* of a colour as an eye with this matrix sees it.
Vector lab(theme::Rgba color, Matrix const& eye) {
    auto const linear = [](std::uint8_t v) {
        double const c = v / 255.0;
        return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    Vector const rgb{linear(color.r), linear(color.g), linear(color.b)};
    Vector seen{};
    for (std::size_t i = 0; i < 3; ++i)
        seen[i] = std::clamp(eye[i][0] * rgb[0] + eye[i][1] * rgb[1] + eye[i][2] * rgb[2], 0.0, 1.0);
    auto const f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
    double const x = f((0.4124 * seen[0] + 0.3576 * seen[1] + 0.1805 * seen[2]) / 0.95047);
    double const y = f(0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]);
    double const z = f((0.0193 * seen[0] + 0.1192 * seen[1] + 0.9505 * seen[2]) / 1.08883);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

double distance(Vector const& a, Vector const& b) {
    return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

} // namespace

TEST_CASE("contrast is 21 for black on white and 1 for a colour on itself") {
    CHECK(theme::contrast({0, 0, 0, 255}, {255, 255, 255, 255}) == Approx(21));
    CHECK(theme::contrast({200, 10, 30, 255}, {200, 10, 30, 255}) == Approx(1));
    CHECK(theme::contrast({118, 118, 118, 255}, {255, 255, 255, 255}) == Approx(4.54).margin(0.01));
}

TEST_CASE("every text of every theme can be read on every ground it stands on") {
    for (auto const& name : theme::names()) {
        theme::Theme const& theme = *theme::find(name);
        for (Role const ground :
             {Role::background, Role::panel, Role::highlight, Role::selected, Role::unknown})
            for (Role const ink :
                 {Role::text, Role::muted, Role::faint, Role::accent, Role::now, Role::good, Role::warning})
                require_contrast(theme, ink, ground, 4.5);
        require_contrast(theme, Role::on_accent, Role::accent, 4.5);
        require_contrast(theme, Role::on_now, Role::now, 4.5);
        for (unsigned task = 0; task <= theme::hue_count; ++task) {
            auto const [hue, on_hue, soft] = theme::task_roles(task);
            require_contrast(theme, on_hue, hue, 4.5);
            for (Role const ground : {soft, Role::panel, Role::background, Role::highlight, Role::selected})
                require_contrast(theme, hue, ground, 4.5);
            require_contrast(theme, Role::text, soft, 4.5);
        }
    }
}

TEST_CASE("arrows and the cursor stand out from what they are drawn on") {
    for (auto const& name : theme::names()) {
        theme::Theme const& theme = *theme::find(name);
        for (Role const ground : {Role::panel, Role::background, Role::selected, Role::unknown})
            for (Role const ink : {Role::edge, Role::now, Role::accent})
                require_contrast(theme, ink, ground, 3);
    }
}

TEST_CASE("the hues of tasks stay apart for every kind of colour vision") {
    for (auto const& name : theme::names()) {
        theme::Theme const& theme = *theme::find(name);
        for (Matrix const* eye : {&full, &protanopia, &deuteranopia, &tritanopia}) {
            for (unsigned a = 1; a <= theme::hue_count; ++a) {
                for (unsigned b = a + 1; b <= theme::hue_count; ++b) {
                    INFO(name << ": tasks " << a << " and " << b << ", eye "
                              << (eye == &full           ? "full"
                                  : eye == &protanopia   ? "protanopia"
                                  : eye == &deuteranopia ? "deuteranopia"
                                                         : "tritanopia"));
                    CHECK(distance(lab(theme[theme::task_roles(a).hue], *eye),
                                   lab(theme[theme::task_roles(b).hue], *eye)) >= 14);
                }
            }
        }
    }
}

TEST_CASE("hues come round after eight and the loop has its own") {
    CHECK(theme::task_roles(1).hue == Role::task1);
    CHECK(theme::task_roles(8).on_hue == Role::on_task8);
    CHECK(theme::task_roles(9).soft == theme::task_roles(1).soft);
    CHECK(theme::task_roles(0).hue == Role::neutral);
}

TEST_CASE("themes are found by the names they list and by no other") {
    REQUIRE(theme::names().size() == 4);
    for (auto const& name : theme::names()) CHECK(theme::find(name)->name == name);
    CHECK(theme::find("pink") == nullptr);
    CHECK(theme::find("") == nullptr);
    CHECK(theme::presenter().type > theme::light().type);
    CHECK(theme::enlarged(theme::dark()).colours == theme::dark().colours);
}

TEST_CASE("a blend of nothing changes nothing and a blend of all replaces all") {
    CHECK(theme::blend({9, 8, 7, 0}, {1, 2, 3, 255}) == theme::Rgba{1, 2, 3, 255});
    CHECK(theme::blend({9, 8, 7, 255}, {1, 2, 3, 255}) == theme::Rgba{9, 8, 7, 255});
}
