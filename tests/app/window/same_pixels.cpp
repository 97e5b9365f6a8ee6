// What a person sees in the window is what the picture of the same state shows, whatever the window has been
// through.
#include "support/catch.hpp"

#include "display.hpp"
#include "pixels.hpp"
#include "session/appearance.hpp"
#include "shell/offscreen.hpp"
#include "shell/window.hpp"
#include "support/session_opened.hpp"
#include "views/screen/studio.hpp"

#include <chrono>
#include <cstdlib>
#include <string>
#include <vector>

namespace command = session::command;

namespace {

bool same(Difference const& it) { return it.all <= 0.001 && it.worst_tile <= 0.05; }

struct Size {
    int width, height;
    bool operator==(Size const&) const = default;
};

constexpr Size as_it_opens{3200, 1800}, small{1600, 900}, whole_screen{3840, 2160};

std::string words(Size size) { return std::to_string(size.width) + "x" + std::to_string(size.height); }

// The studio in a window on our display.
class Shown {
  public:
    Shown() : session_(opened("gather-order")) {
        display();
        shell::WindowResult result;
        window_ = shell::Window::open({}, result);
        INFO(result.error);
        REQUIRE(window_);
        xwindow_ = find_window();
        xdotool("mousemove 3839 2159"); // nothing there answers to the pointer
        session::apply(session_, command::Seek{40});
    }

    void apply(session::Command const& asked) {
        session::apply(session_, asked);
        shell::wake_window();
    }
    void key(std::string const& name) {
        xdotool("windowfocus --sync " + xwindow_);
        xdotool("key " + name);
        turns(0.2);
    }
    void scale(float scale) {
        scale_ = scale;
        window_->set_scale(scale);
    }
    void size(Size size) {
        size_ = size;
        window_->set_size(size.width, size.height);
    }
    void make_small() {
        scale(1);
        size(small);
    }
    // What a key made of it.
    void expect(Size size) { size_ = size; }

    // Lets the window go on until it holds: a key comes when the X server sends it.
    template <typename Predicate>
    void require_soon(Predicate const& holds) {
        auto const end = std::chrono::steady_clock::now() + std::chrono::seconds(5);
        while (!holds(session_) && std::chrono::steady_clock::now() < end) turns(0.05);
        CHECK(holds(session_));
    }

    // Fails the test unless the screen comes to show the state that there is now, in a window of its size.
    void require_same_pixels(std::string const& what) {
        INFO(what << ", " << words(size_));
        shell::Picture const picture = offscreen();
        Difference found;
        bool right_size = false;
        auto const end = std::chrono::steady_clock::now() + std::chrono::seconds(5);
        do {
            turns(0.05);
            right_size = window_size() == size_;
            found = right_size ? difference(picture, display().picture()) : Difference{1, 1};
        } while (!same(found) && std::chrono::steady_clock::now() < end);
        if (char const* const folder = std::getenv("AWAITSCOPE_KEEP_PICTURES")) keep(folder, what, picture);
        CHECK(right_size);
        CHECK(found.all <= 0.001);
        CHECK(found.worst_tile <= 0.05);
    }

  private:
    void turns(double seconds) {
        auto const begun = std::chrono::steady_clock::now();
        auto const frame = [&](shell::FrameInput const& input) { return studio_.frame(session_, input); };
        while (std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count() < seconds)
            window_->turn(frame, seconds / 4);
    }

    Size window_size() const {
        auto const text = xdotool("getwindowgeometry --shell " + xwindow_);
        auto const number = [&](std::string const& name) {
            auto const at = text.find(name + "=");
            REQUIRE(at != std::string::npos);
            return std::atoi(text.c_str() + at + name.size() + 1);
        };
        CHECK(number("X") == 0);
        CHECK(number("Y") == 0);
        return {number("WIDTH"), number("HEIGHT")};
    }

    shell::Picture offscreen() {
        window_->let_go();
        shell::OffscreenOptions options;
        options.width = size_.width;
        options.height = size_.height;
        options.scale = scale_;
        options.theme = &session::theme_of(session_);
        auto const rendered = shell::render_offscreen(
            options, [&](shell::FrameInput const& input) { return studio_.frame(session_, input); }, 3);
        REQUIRE(rendered.error.empty());
        return rendered.picture;
    }

    void keep(std::string const& folder, std::string const& what, shell::Picture const& picture) const {
        shell::Picture const screen = display().picture();
        std::string const file = folder + "/" + what + " " + words(size_);
        shell::save_png(file + " window.png", screen);
        shell::save_png(file + " picture.png", picture);
    }

    session::Session session_;
    ui::Studio studio_;
    std::unique_ptr<shell::Window> window_;
    std::string xwindow_;
    Size size_ = as_it_opens;
    float scale_ = 2; // by the screen's height: the display tells none
};

} // namespace

TEST_CASE("a window in every theme shows what its picture shows") {
    Shown shown;
    shown.require_same_pixels("as it opens");
    shown.make_small();
    std::vector<std::string> names = theme::names();
    names.push_back(names.front());
    for (std::string const& name : names) {
        shown.apply(command::SetTheme{name});
        shown.require_same_pixels(name);
    }
}

TEST_CASE("a window shows what its picture shows after F11 and F11 again") {
    Shown shown;
    shown.make_small();
    for (int round = 1; round <= 2; ++round) {
        shown.key("F11");
        shown.require_soon([](session::Session const& session) { return session.look.presenter; });
        shown.expect(whole_screen);
        shown.require_same_pixels("presenter " + std::to_string(round));
        shown.key("F11");
        shown.require_soon([](session::Session const& session) { return !session.look.presenter; });
        shown.expect(small);
        shown.require_same_pixels("window again " + std::to_string(round));
    }
    shown.key("Right");
    shown.require_same_pixels("a step later");
}

TEST_CASE("a window shows what its picture shows when the display's scale changes and changes back") {
    Shown shown;
    shown.make_small();
    for (float const scale : {2.0F, 1.0F, 1.5F, 1.0F}) {
        shown.scale(scale);
        shown.require_same_pixels("scale " + std::to_string(scale));
    }
}

TEST_CASE("a window of any size shows what its picture shows") {
    Shown shown;
    shown.make_small();
    for (Size const size : {Size{800, 600}, Size{1024, 768}, Size{1920, 1080}, Size{2560, 1440}, whole_screen,
                            Size{800, 600}}) {
        shown.size(size);
        shown.require_same_pixels("size");
    }
}
