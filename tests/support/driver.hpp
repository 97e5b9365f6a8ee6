// The studio with no window and no GPU: a test clicks what is marked, presses keys, and looks at the session.
#pragma once
#include "session/session.hpp"
#include "session_opened.hpp"
#include "theme/imgui_compat.hpp"
#include "views/kit/mark.hpp"
#include "views/screen/studio.hpp"

#include <string>

struct DriverSize {
    float width = 1600, height = 900; // of the surface, in px of the display
    float scale = 1;
};

class Driver {
  public:
    explicit Driver(session::Session opened, DriverSize size = {});
    ~Driver();
    Driver(Driver const&) = delete;
    Driver& operator=(Driver const&) = delete;

    // Frames, 1/60 s each. What is marked afterwards is what the last one showed.
    void frames(int count = 1);

    bool shows(std::string const& mark) const { return marks.contains(mark); }
    paint::Rect at(std::string const& mark) const; // fails the test if there is none
    void move_to(paint::Point px);
    void click(std::string const& mark);
    void click_at(paint::Point px);
    void double_click(std::string const& mark);
    void drag(paint::Point from, paint::Point to); // px of the display
    void wheel(std::string const& over, float notches);
    void key(compat::Key key, bool ctrl = false, bool shift = false);
    void type(std::string const& text);
    void drop(std::vector<std::string> paths);

    session::Session session;
    ui::Studio studio;
    ui::Probe marks;
    shell::FrameOutput output;

  private:
    DriverSize size_;
    ImGuiContext* context_;
    double time_ = 0;
    std::vector<std::string> dropped_;
    float shown_scale_ = 0;
};
