#include "pixels.hpp"

#include <algorithm>
#include <cstring>
#include <fstream>

namespace {

constexpr int tile = 64; // px

// One of the numbers that stand before the pixels of the file.
std::size_t number_at(std::string const& file, std::size_t index) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value = value << 8U | static_cast<unsigned char>(file.at(index * 4 + i));
    return value;
}

bool differ(std::uint8_t const* a, std::uint8_t const* b) { return std::memcmp(a, b, 3) != 0; }

} // namespace

shell::Picture read_screen(std::filesystem::path const& path) {
    std::error_code none;
    auto const size = std::filesystem::file_size(path, none);
    if (none || size < 100) return {};
    std::string file(size, '\0');
    std::ifstream(path, std::ios::binary).read(file.data(), static_cast<std::streamsize>(size));
    std::size_t const width = number_at(file, 4), height = number_at(file, 5);
    std::size_t const row = number_at(file, 12), colours = number_at(file, 19);
    std::size_t const start = number_at(file, 0) + colours * 12;
    if (number_at(file, 11) != 32 || row < width * 4 || file.size() < start + row * height) return {};
    shell::Picture picture{static_cast<int>(width), static_cast<int>(height), {}};
    picture.rgba.resize(width * height * 4);
    std::uint8_t* to = picture.rgba.data();
    for (std::size_t y = 0; y < height; ++y) {
        char const* from = &file[start + y * row];
        for (std::size_t x = 0; x < width; ++x, from += 4, to += 4) { // blue, green, red, nothing
            for (std::size_t i = 0; i < 3; ++i) to[i] = static_cast<std::uint8_t>(from[2 - i]);
            to[3] = 255;
        }
    }
    return picture;
}

Difference difference(shell::Picture const& picture, shell::Picture const& screen) {
    Difference result;
    if (screen.width < picture.width || screen.height < picture.height) return {1, 1};
    double count = 0;
    for (int top = 0; top < picture.height; top += tile) {
        for (int left = 0; left < picture.width; left += tile) {
            int const right = std::min(left + tile, picture.width);
            int const bottom = std::min(top + tile, picture.height);
            int here = 0;
            for (int y = top; y < bottom; ++y)
                for (int x = left; x < right; ++x) here += differ(picture.at(x, y), screen.at(x, y)) ? 1 : 0;
            count += here;
            // A sliver at the edge is no tile.
            result.worst_tile = std::max(result.worst_tile, static_cast<double>(here) / (tile * tile));
        }
    }
    result.all = count / (static_cast<double>(picture.width) * picture.height);
    return result;
}
