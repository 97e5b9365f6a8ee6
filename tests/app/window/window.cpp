// The program as a person meets it: a real window on an X server, a real pointer and real keys.
#include "support/catch.hpp"

#include "support/driver.hpp"

#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

using compat::Key;
using namespace std::chrono_literals;

namespace {

class Process {
  public:
    // `out`: a file descriptor that becomes its standard output; -1: none.
    Process(std::vector<std::string> const& command, int out) {
        pid_ = ::fork();
        if (pid_ != 0) return;
        if (out >= 0) ::dup2(out, STDOUT_FILENO);
        std::vector<char*> arguments;
        for (auto const& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
        arguments.push_back(nullptr);
        ::execv(arguments[0], arguments.data());
        ::_exit(127);
    }
    Process(Process const&) = delete;
    Process& operator=(Process const&) = delete;
    ~Process() {
        if (!ended_) {
            ::kill(pid_, SIGKILL);
            ::waitpid(pid_, nullptr, 0);
        }
    }
    // How it ended; nothing if it still runs after `limit`.
    std::optional<int> wait(std::chrono::milliseconds limit) {
        for (auto waited = 0ms; waited <= limit; waited += 20ms) {
            int status = 0;
            if (::waitpid(pid_, &status, WNOHANG) == pid_) {
                ended_ = true;
                return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
            }
            std::this_thread::sleep_for(20ms);
        }
        return std::nullopt;
    }

  private:
    pid_t pid_ = -1;
    bool ended_ = false;
};

std::string output_of(std::string const& command) {
    std::string text;
    FILE* const pipe = ::popen((command + " 2>/dev/null").c_str(), "r");
    if (!pipe) return text;
    std::array<char, 256> buffer{};
    while (std::fgets(buffer.data(), static_cast<int>(buffer.size()), pipe)) text += buffer.data();
    ::pclose(pipe);
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
}

std::string xdotool(std::string const& arguments) {
    return output_of(std::string(XDOTOOL_PROGRAM) + " " + arguments);
}

// An X server of our own, on a number that it chooses itself.
class Display {
  public:
    Display() {
        REQUIRE(::pipe(pipe_.data()) == 0);
        server_.emplace(std::vector<std::string>{XVFB_PROGRAM, "-displayfd", "1", "-screen", "0",
                                                 "1700x1000x24", "-noreset", "-nolisten", "tcp"},
                        pipe_[1]);
        ::close(pipe_[1]);
        std::string number;
        for (char c = 0; ::read(pipe_[0], &c, 1) == 1 && c != '\n';) number += c;
        REQUIRE_FALSE(number.empty());
        ::setenv("DISPLAY", (":" + number).c_str(), 1);
    }
    ~Display() { ::close(pipe_[0]); }
    Display(Display const&) = delete;
    Display& operator=(Display const&) = delete;

  private:
    std::array<int, 2> pipe_{};
    std::optional<Process> server_;
};

std::string title_of(std::string const& window) { return xdotool("getwindowname " + window); }

std::string step_words(session::Session const& session) {
    return "step " + std::to_string(session.position) + " of " + std::to_string(session.run->size());
}

bool comes_to_say(std::string const& window, std::string const& words) {
    for (int i = 0; i < 400; ++i) {
        if (title_of(window).find(words) != std::string::npos) return true;
        std::this_thread::sleep_for(50ms);
    }
    return false;
}

} // namespace

TEST_CASE("a person steps through a lesson in a window with the mouse and the keys") {
    Display const display;
    ::unsetenv("WAYLAND_DISPLAY");
    ::setenv("LIBGL_ALWAYS_SOFTWARE", "1", 1);
    Process program({AWAITSCOPE_PROGRAM, "open", "gather-order"}, -1);
    std::string window;
    for (int i = 0; i < 400 && window.empty(); ++i) {
        std::this_thread::sleep_for(50ms);
        window = xdotool("search --name Awaitscope");
        window = window.substr(0, window.find('\n'));
    }
    REQUIRE_FALSE(window.empty());
    xdotool("windowfocus --sync " + window);

    // The same lesson here, to know what should be seen and where.
    int x = 0, y = 0, width = 0, height = 0;
    auto const geometry = xdotool("getwindowgeometry --shell " + window);
    auto const number = [&](std::string const& name) {
        auto const at = geometry.find(name + "=");
        return at == std::string::npos ? 0 : std::atoi(geometry.c_str() + at + name.size() + 1);
    };
    x = number("X"), y = number("Y"), width = number("WIDTH"), height = number("HEIGHT");
    REQUIRE(width >= 640);
    Driver driver(opened("gather-order"), {static_cast<float>(width), static_cast<float>(height), 1});
    REQUIRE(comes_to_say(window, step_words(driver.session)));

    driver.key(Key::right);
    xdotool("key Right");
    CHECK(driver.session.position > 0);
    CHECK(comes_to_say(window, step_words(driver.session)));

    auto const click = [&](std::string const& mark) {
        auto const centre = driver.at(mark).centre();
        driver.click(mark);
        xdotool("mousemove --sync " + std::to_string(x + static_cast<int>(centre.x)) + " " +
                std::to_string(y + static_cast<int>(centre.y)));
        std::this_thread::sleep_for(150ms);
        xdotool("mousedown 1");
        std::this_thread::sleep_for(150ms);
        xdotool("mouseup 1");
        return comes_to_say(window, step_words(driver.session));
    };
    auto const before = driver.session.position;
    CHECK(click("toolbar/step"));
    CHECK(driver.session.position > before);
    CHECK(click("toolbar/back"));
    CHECK(driver.session.position == before);

    driver.key(Key::end);
    xdotool("key End");
    CHECK(comes_to_say(window, step_words(driver.session)));

    xdotool("key ctrl+q");
    auto const ended = program.wait(10s);
    REQUIRE(ended.has_value());
    CHECK(*ended == 0);
}
