// What a person sees in the window is what the picture of the same state shows, whatever the window has been
// through.
#include "support/catch.hpp"

#include "display.hpp"
#include "session/appearance.hpp"
#include "shell/offscreen.hpp"
#include "shell/window.hpp"
#include "support/session_opened.hpp"
#include "views/screen/studio.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <string>

namespace command = session::command;

namespace {

constexpr int tile = 64; // px

struct Difference {
    double all = 0;        // share of the pixels that differ
    double worst_tile = 0; // the same, of the tile where it is largest: a lost label is seen there
};

bool differ(std::uint8_t const* a, std::uint8_t const* b) {
    return a[0] != b[0] || a[1] != b[1] || a[2] != b[2];
}

// Of a picture and the part of the screen that it covers, from the top left.
Difference difference(shell::Picture const& picture, shell::Picture const& screen) {
    Difference result;
    if (screen.width < picture.width || screen.height < picture.height) return {1, 1};
    double count = 0;
    for (int top = 0; top < picture.height; top += tile) {
        for (int left = 0; left < picture.width; left += tile) {
            int const right = std::min(left + tile, picture.width);
            int const bottom = std::min(top + tile, picture.height);
            double here = 0;
            for (int y = top; y < bottom; ++y)
                for (int x = left; x < right; ++x) here += differ(picture.at(x, y), screen.at(x, y)) ? 1 : 0;
            count += here;
            // A sliver at the edge is no tile.
            result.worst_tile = std::max(result.worst_tile, here / (tile * tile));
        }
    }
    result.all = count / (static_cast<double>(picture.width) * picture.height);
    return result;
}

bool same(Difference const& it) { return it.all <= 0.001 && it.worst_tile <= 0.05; }

struct Size {
    int width, height;
};

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
        turns(0.05);
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
    void size(Size size) { window_->set_size(size.width, size.height); }

    // Lets the window go on until it holds: a key comes when the X server sends it.
    template <typename Predicate>
    void require_soon(Predicate const& holds) {
        auto const end = std::chrono::steady_clock::now() + std::chrono::seconds(5);
        while (!holds(session_) && std::chrono::steady_clock::now() < end) turns(0.05);
        CHECK(holds(session_));
    }

    // Fails the test unless the screen comes to show the state that there is now.
    void require_same_pixels(std::string const& what) {
        INFO(what);
        Size pictured{0, 0};
        shell::Picture picture;
        Difference found;
        auto const end = std::chrono::steady_clock::now() + std::chrono::seconds(5);
        do {
            turns(0.05);
            if (Size const now = window_size();
                now.width != pictured.width || now.height != pictured.height) {
                pictured = now;
                picture = offscreen(now);
            }
            found = difference(picture, display().picture());
        } while (!same(found) && std::chrono::steady_clock::now() < end);
        if (char const* const folder = std::getenv("AWAITSCOPE_KEEP_PICTURES")) keep(folder, what, picture);
        INFO(pictured.width << "x" << pictured.height);
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

    shell::Picture offscreen(Size size) {
        window_->let_go();
        shell::OffscreenOptions options;
        options.width = size.width;
        options.height = size.height;
        options.scale = scale_;
        options.theme = &session::theme_of(session_);
        auto const rendered = shell::render_offscreen(
            options, [&](shell::FrameInput const& input) { return studio_.frame(session_, input); }, 3);
        REQUIRE(rendered.error.empty());
        return rendered.picture;
    }

    void keep(std::string const& folder, std::string const& what, shell::Picture const& picture) const {
        shell::Picture const screen = display().picture();
        shell::save_png(folder + "/" + what + " window.png", screen);
        shell::save_png(folder + "/" + what + " picture.png", picture);
    }

    session::Session session_;
    ui::Studio studio_;
    std::unique_ptr<shell::Window> window_;
    std::string xwindow_;
    float scale_ = 1;
};

} // namespace

TEST_CASE("a window shows what its picture shows after F11 and F11 again") {
    Shown shown;
    for (int round = 1; round <= 2; ++round) {
        shown.key("F11");
        shown.require_soon([](session::Session const& session) { return session.look.presenter; });
        shown.require_same_pixels("presenter " + std::to_string(round));
        shown.key("F11");
        shown.require_soon([](session::Session const& session) { return !session.look.presenter; });
        shown.require_same_pixels("window again " + std::to_string(round));
    }
    shown.key("Right");
    shown.require_same_pixels("a step later");
}

TEST_CASE("a window shows what its picture shows when the display's scale changes and changes back") {
    Shown shown;
    for (float const scale : {2.0F, 1.0F, 1.5F, 1.0F}) {
        shown.scale(scale);
        shown.require_same_pixels("scale " + std::to_string(scale));
    }
}
