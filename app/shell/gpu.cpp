#include "shell/gpu.hpp"

#include "shell/opengl.hpp"
#include "theme/fonts.hpp"
#include "theme/imgui_compat.hpp"
#include "theme/style.hpp"

namespace shell {

void Look::prepare(float display, float density, float height) {
    display_ = display;
    height_ = height;
    float const wanted = scale() * density;
    if (wanted != baked_) {
        theme::add_fonts(*ImGui::GetIO().Fonts, wanted);
        if (baked_ != 0) renew_fonts(); // the first are taken when the first frame begins
        compat::scale_text(1 / density);
        baked_ = wanted;
    }
    if (shown_ != theme_ || styled_ != scale()) {
        theme::apply_style(*theme_, scale());
        shown_ = theme_;
        styled_ = scale();
    }
}

FrameOutput run_frame(Frame const& frame, Look& look, float width, float height, double time,
                      FrameInput outside) {
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::NewFrame();
    float const scale = look.scale();
    outside.width = width / scale;
    outside.height = height / scale;
    outside.scale = scale;
    outside.time = time;
    FrameOutput const output = frame(outside);
    ImGui::Render();
    if (output.theme) look.use(*output.theme);
    look.use_scale(output.scale);
    look.use_surface_height(output.surface_height);
    return output;
}

void draw_frame(Look const& look, int framebuffer_width, int framebuffer_height) {
    theme::Rgba const clear = look.theme()[theme::Role::background];
    glViewport(0, 0, framebuffer_width, framebuffer_height);
    glClearColor(static_cast<float>(clear.r) / 255, static_cast<float>(clear.g) / 255,
                 static_cast<float>(clear.b) / 255, 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

} // namespace shell
