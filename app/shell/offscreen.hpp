// The studio without a window: frames drawn into memory (EGL surfaceless), with no display server.
#pragma once
#include "shell/frame.hpp"
#include "shell/png.hpp"

#include <memory>
#include <string>

namespace shell {

struct OffscreenOptions {
    int width = 1600, height = 900; // of the picture, in its px
    float scale = 1;                // px of the picture for one px at scale 1 (2: everything twice as large)
    theme::Theme const* theme = &theme::light();
};

// One at a time in a thread: it makes its own context of Dear ImGui and of OpenGL current.
class Offscreen {
  public:
    // On failure `error` holds one sentence and the result is null.
    static std::unique_ptr<Offscreen> open(OffscreenOptions const& options, std::string& error);
    ~Offscreen();
    Offscreen(Offscreen const&) = delete;
    Offscreen& operator=(Offscreen const&) = delete;

    // Runs one frame, time going on by 1/60 s. Input may be sent before (theme/imgui_compat.hpp).
    FrameOutput run(Frame const& frame);
    // What the last frame drew.
    Picture picture() const;

  private:
    struct State;
    explicit Offscreen(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

struct Rendered {
    Picture picture;
    std::string error; // one sentence; empty if the picture is good
};
// Opens, runs `frames` frames (layout settles in the second), takes the picture.
Rendered render_offscreen(OffscreenOptions const& options, Frame const& frame, int frames = 2);

} // namespace shell
