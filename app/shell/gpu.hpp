// What window and offscreen rendering share: Dear ImGui on OpenGL 3.3, with our fonts and style.
#pragma once
#include "shell/frame.hpp"

namespace shell {

// Fonts, style and theme of the current context, set up for a scale; again when either changes.
class Look {
  public:
    explicit Look(theme::Theme const& theme) : theme_(&theme) {}

    // `display`: px of Dear ImGui for one px at scale 1, without the theme's type. `density`: px of the
    // framebuffer for one of Dear ImGui (1, except under Wayland). `height` of the surface, Dear ImGui's px.
    // Call between frames.
    void prepare(float display, float density, float height);
    void use(theme::Theme const& theme) { theme_ = &theme; }
    void use_scale(float scale) { own_ = scale; }                       // see FrameOutput
    void use_surface_height(float height) { surface_height_ = height; } // see FrameOutput
    float scale() const {
        return surface_height_ > 0 ? height_ / surface_height_ : display_ * own_ * theme_->type;
    }
    theme::Theme const& theme() const { return *theme_; }

  private:
    theme::Theme const* theme_;
    theme::Theme const* shown_ = nullptr;
    float display_ = 1;
    float own_ = 1;
    float height_ = 1;
    float surface_height_ = 0;
    float baked_ = 0;
    float styled_ = 0;
};

// Runs one frame of Dear ImGui around `frame`, in a surface of `width` x `height` of its px. The platform
// backend, or the caller, has given io its input before. `outside`: what else has happened, the rest is
// filled in.
FrameOutput run_frame(Frame const& frame, Look& look, float width, float height, double time,
                      FrameInput outside = {});

// Clears the framebuffer in the theme's background and draws what run_frame left.
void draw_frame(Look const& look, int framebuffer_width, int framebuffer_height);

} // namespace shell
