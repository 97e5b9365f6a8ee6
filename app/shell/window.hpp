// The studio in a window. It sleeps until something happens and costs nothing meanwhile.
#pragma once
#include "shell/frame.hpp"

#include <memory>
#include <optional>
#include <string>

namespace shell {

struct WindowOptions {
    int width = 1600, height = 900; // px at scale 1; made smaller to fit the screen
    std::string title = "Awaitscope";
    theme::Theme const* theme = &theme::light();
};

enum class WindowEnd {
    closed,     // by the user, or the frame asked to quit
    no_display, // there is no display to open a window on
    no_opengl,  // there is one, without OpenGL 3.3
};
struct WindowResult {
    WindowEnd end = WindowEnd::closed;
    std::string error; // one sentence unless closed
};

// One at a time in a process, with one beside it where a frame wants that.
class Window {
  public:
    // Null if it cannot be opened; then `result` says why.
    static std::unique_ptr<Window> open(WindowOptions const& options, WindowResult& result);
    ~Window();
    Window(Window const&) = delete;
    Window& operator=(Window const&) = delete;

    // One turn: sleeps until something happens, but no longer than `longest` s, then draws a frame if one is
    // due. False once the window is to be closed. `second` is drawn in a window of its own, on another screen
    // where there is one, as long as `frame` asks for that (FrameOutput::second_window); keys typed there are
    // the first one's.
    bool turn(Frame const& frame, std::optional<double> longest = {}, Frame const& second = {});

    static int screens(); // how many the display has

    // Instead of the display's; none: the display's again.
    void set_scale(std::optional<float> scale);
    // px of the display.
    void set_size(int width, int height);
    // While another context of OpenGL is in use in this thread.
    void let_go() const;

  private:
    struct State;
    explicit Window(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

// Wakes a window that sleeps, from any thread: something outside has changed.
void wake_window();

} // namespace shell
