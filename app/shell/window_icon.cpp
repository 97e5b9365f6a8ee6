#include "shell/window_icon.hpp"

#include "theme/theme.hpp"

namespace shell {

Picture window_icon(int size) {
    Picture icon{
        size, size,
        std::vector<std::uint8_t>(static_cast<std::size_t>(size) * static_cast<std::size_t>(size) * 4)};
    theme::Theme const& theme = theme::light();
    // In sixteenths of the side: from the left, from the top, width, height.
    auto const fill = [&](int x, int y, int w, int h, theme::Role role) {
        theme::Rgba const c = theme[role];
        for (int row = y * size / 16; row < (y + h) * size / 16; ++row) {
            for (int column = x * size / 16; column < (x + w) * size / 16; ++column) {
                std::size_t const at = (static_cast<std::size_t>(row) * static_cast<std::size_t>(size) +
                                        static_cast<std::size_t>(column)) *
                                       4;
                icon.rgba[at] = c.r, icon.rgba[at + 1] = c.g, icon.rgba[at + 2] = c.b,
                icon.rgba[at + 3] = 255;
            }
        }
    };
    fill(0, 0, 16, 16, theme::Role::panel);
    fill(1, 2, 5, 3, theme::Role::task1);
    fill(6, 3, 5, 1, theme::Role::task1);
    fill(3, 6, 4, 3, theme::Role::task2);
    fill(7, 7, 4, 1, theme::Role::task2);
    fill(5, 10, 6, 3, theme::Role::task3);
    fill(11, 1, 2, 14, theme::Role::now);
    return icon;
}

} // namespace shell
