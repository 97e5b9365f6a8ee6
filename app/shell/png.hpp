// Pictures: 8 bits a channel, and PNG files.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace shell {

// Rows from the top, four bytes a pixel: red, green, blue, alpha (straight).
struct Picture {
    int width = 0, height = 0;
    std::vector<std::uint8_t> rgba;

    std::uint8_t const* at(int x, int y) const {
        return &rgba[(static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                      static_cast<std::size_t>(x)) *
                     4];
    }
};

// The bytes of a PNG file; empty if the picture is.
std::vector<std::uint8_t> encode_png(Picture const& picture);

// Writes `bytes` to `path`, whole or not at all: an existing file is replaced only once all is written.
// "" on success, else one sentence that says what is wrong and what to do.
std::string save(std::string const& path, std::string_view bytes);
std::string save_png(std::string const& path, Picture const& picture);

} // namespace shell
