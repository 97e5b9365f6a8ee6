#include "display.hpp"

#include "process/run.hpp"
#include "support/catch.hpp"

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace std::chrono_literals;

namespace {

// One of the numbers that stand before the pixels of an XWD file.
std::size_t number_at(std::vector<char> const& file, std::size_t index) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i)
        value = value << 8U | static_cast<unsigned char>(file.at(index * 4 + i));
    return value;
}

} // namespace

Display::Display() : number_(process::make_pipe()) {
    std::string folder = (std::filesystem::temp_directory_path() / "awaitscope-screen-XXXXXX").string();
    REQUIRE(::mkdtemp(folder.data()) != nullptr);
    folder_ = folder;
    process::Command command;
    command.words = {XVFB_PROGRAM, "-displayfd", "1",      "-screen",       "0", "3840x2160x24", "-noreset",
                     "-nolisten",  "tcp",        "-fbdir", folder_.string()};
    process::Descriptor const nowhere = process::open_to_write("/dev/null");
    command.output = number_.write.number();
    command.error = nowhere.number();
    server_.emplace(command);
    number_.write.close();
    std::string number;
    for (char c = 0; ::read(number_.read.number(), &c, 1) == 1 && c != '\n';) number += c;
    REQUIRE_FALSE(number.empty());
    ::setenv("DISPLAY", (":" + number).c_str(), 1);
    ::unsetenv("WAYLAND_DISPLAY");
    ::setenv("LIBGL_ALWAYS_SOFTWARE", "1", 1);
}

Display::~Display() {
    server_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

shell::Picture Display::picture() const {
    std::ifstream in(folder_ / "Xvfb_screen0", std::ios::binary);
    std::vector<char> const file{std::istreambuf_iterator<char>(in), {}};
    REQUIRE(file.size() > 100);
    std::size_t const width = number_at(file, 4), height = number_at(file, 5);
    REQUIRE(number_at(file, 11) == 32); // bits a pixel
    std::size_t const row = number_at(file, 12);
    std::size_t const colours = number_at(file, 19);
    char const* const pixels = &file.at(number_at(file, 0) + colours * 12);
    REQUIRE(file.size() >= static_cast<std::size_t>(pixels - file.data()) + row * height);
    shell::Picture picture{static_cast<int>(width), static_cast<int>(height), {}};
    picture.rgba.reserve(width * height * 4);
    for (std::size_t y = 0; y < height; ++y) {
        for (std::size_t x = 0; x < width; ++x) { // blue, green, red, nothing
            char const* const pixel = pixels + y * row + x * 4;
            for (int const channel : {2, 1, 0})
                picture.rgba.push_back(static_cast<std::uint8_t>(pixel[channel]));
            picture.rgba.push_back(255);
        }
    }
    return picture;
}

Display const& display() {
    static Display const shared;
    return shared;
}

std::string xdotool(std::string const& arguments) {
    process::Command command;
    command.words = {XDOTOOL_PROGRAM};
    std::istringstream words(arguments);
    for (std::string word; words >> word;) command.words.push_back(word);
    std::string text = process::run(command, {20s, nullptr}).output;
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
}

std::string find_window() {
    std::string window;
    for (int i = 0; i < 400 && window.empty(); ++i) {
        std::this_thread::sleep_for(50ms);
        window = xdotool("search --onlyvisible --class awaitscope");
        window = window.substr(0, window.find('\n'));
    }
    REQUIRE_FALSE(window.empty());
    return window;
}
