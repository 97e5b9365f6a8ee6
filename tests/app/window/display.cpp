#include "display.hpp"

#include "pixels.hpp"
#include "process/run.hpp"
#include "support/catch.hpp"

#include <cstdlib>
#include <sstream>
#include <thread>
#include <unistd.h>

using namespace std::chrono_literals;

Display::Display() : number_(process::make_pipe()) {
    process::Command command;
    command.words = {XVFB_PROGRAM,         "-displayfd", "1",         "-screen", "0",
                     "3840x2160x24",       "-noreset",   "-nolisten", "tcp",     "-fbdir",
                     folder_.path.string()};
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
    // What a person keeps is not ours.
    ::setenv("XDG_CONFIG_HOME", (folder_ / "config").c_str(), 1);
    ::setenv("XDG_DATA_HOME", (folder_ / "data").c_str(), 1);
}

shell::Picture Display::picture() const {
    shell::Picture screen = read_screen(folder_ / "Xvfb_screen0");
    REQUIRE(screen.width > 0);
    return screen;
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
