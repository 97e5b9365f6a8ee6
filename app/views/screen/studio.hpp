// The studio's screen: every panel, the keyboard, and what lies above them. It owns no window and no loop; it
// is called once a frame, between ImGui::NewFrame and ImGui::Render.
#pragma once
#include "session/session.hpp"
#include "shell/frame.hpp"

#include <memory>

namespace ui {

// What the screen remembers from frame to frame and no session holds: scrolling, focus, and pictures of
// panels that need not be made again.
class Studio {
  public:
    Studio();
    ~Studio();
    Studio(Studio&&) noexcept;
    Studio& operator=(Studio&&) noexcept;

    // Reads the input that Dear ImGui holds, draws the session, and applies what was asked for.
    void draw(session::Session& session, shell::FrameInput const& input);

    // The same as a whole frame of the shell: time goes on for the session, too, and the window is told what
    // it has to know.
    shell::FrameOutput frame(session::Session& session, shell::FrameInput const& input);

  private:
    struct Memory;
    std::unique_ptr<Memory> memory_;
};

inline void draw_studio(Studio& studio, session::Session& session, shell::FrameInput const& input) {
    studio.draw(session, input);
}

} // namespace ui
