#include "shell/offscreen.hpp"

#include "shell/gpu.hpp"
#include "shell/opengl.hpp"
#include "theme/imgui_compat.hpp"

#include <EGL/egl.h>
#include <EGL/eglext.h>

#include <cstring>

namespace shell {

namespace {

constexpr int largest = 16384;

char const* const no_egl = "Cannot draw without a window: this machine's EGL offers no surfaceless OpenGL "
                           "3.3. Install it: sudo apt-get "
                           "install libegl1 libegl-mesa0 libgl1-mesa-dri.";

// The display and context of EGL. The display stays initialised as long as the process: terminating it
// unloads the driver, which leaks what it still holds and costs the next one its start.
struct Egl {
    EGLDisplay display = EGL_NO_DISPLAY;
    EGLContext context = EGL_NO_CONTEXT;

    bool open() {
        auto const get_display =
            reinterpret_cast<PFNEGLGETPLATFORMDISPLAYEXTPROC>(eglGetProcAddress("eglGetPlatformDisplayEXT"));
        if (!get_display) return false;
        display = get_display(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr);
        if (display == EGL_NO_DISPLAY || !eglInitialize(display, nullptr, nullptr)) return false;
        if (!eglBindAPI(EGL_OPENGL_API)) return false;
        EGLint const wanted[] = {EGL_SURFACE_TYPE, EGL_PBUFFER_BIT, EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT,
                                 EGL_NONE};
        EGLConfig config = nullptr;
        EGLint count = 0;
        if (!eglChooseConfig(display, wanted, &config, 1, &count) || count == 0) return false;
        EGLint const attributes[] = {EGL_CONTEXT_MAJOR_VERSION,
                                     3,
                                     EGL_CONTEXT_MINOR_VERSION,
                                     3,
                                     EGL_CONTEXT_OPENGL_PROFILE_MASK,
                                     EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT,
                                     EGL_NONE};
        context = eglCreateContext(display, config, EGL_NO_CONTEXT, attributes);
        return context != EGL_NO_CONTEXT && eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, context);
    }

    Egl() = default;
    Egl(Egl const&) = delete;
    Egl& operator=(Egl const&) = delete;
    ~Egl() {
        if (display == EGL_NO_DISPLAY) return;
        eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
        if (context != EGL_NO_CONTEXT) eglDestroyContext(display, context);
    }
};

} // namespace

struct Offscreen::State {
    explicit State(OffscreenOptions const& o) : options(o), look(*o.theme) {}
    State(State const&) = delete;
    State& operator=(State const&) = delete;

    OffscreenOptions options;
    Look look;
    Egl egl;
    GLuint framebuffer = 0;
    GLuint colour = 0;
    ImGuiContext* imgui = nullptr;
    bool backend = false;
    double time = 0;

    ~State() {
        if (backend) ImGui_ImplOpenGL3_Shutdown();
        if (imgui) ImGui::DestroyContext(imgui);
        if (framebuffer) glDeleteFramebuffers(1, &framebuffer);
        if (colour) glDeleteRenderbuffers(1, &colour);
    }

    std::string open() {
        if (options.width < 1 || options.height < 1 || options.width > largest || options.height > largest)
            return "A picture of " + std::to_string(options.width) + "x" + std::to_string(options.height) +
                   " cannot be drawn: each side must be between 1 and " + std::to_string(largest) + " px.";
        if (!(options.scale >= 0.25F && options.scale <= 8)) return "The scale must be between 0.25 and 8.";
        if (!egl.open() || !load_opengl(eglGetProcAddress)) return no_egl;
        glGenRenderbuffers(1, &colour);
        glBindRenderbuffer(GL_RENDERBUFFER, colour);
        glRenderbufferStorage(GL_RENDERBUFFER, GL_RGBA8, options.width, options.height);
        glGenFramebuffers(1, &framebuffer);
        glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
        glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, colour);
        if (glCheckFramebufferStatus(GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE)
            return "A picture of " + std::to_string(options.width) + "x" + std::to_string(options.height) +
                   " is too large for this machine's OpenGL. Ask for a smaller one.";
        imgui = ImGui::CreateContext();
        ImGui::SetCurrentContext(imgui);
        ImGuiIO& io = ImGui::GetIO();
        io.IniFilename = nullptr;
        io.LogFilename = nullptr;
        io.DisplaySize = {static_cast<float>(options.width), static_cast<float>(options.height)};
        compat::map_keys();
        backend = ImGui_ImplOpenGL3_Init(glsl_version);
        return backend ? std::string() : no_egl;
    }
};

Offscreen::Offscreen(std::unique_ptr<State> state) : state_(std::move(state)) {}
Offscreen::~Offscreen() = default;

std::unique_ptr<Offscreen> Offscreen::open(OffscreenOptions const& options, std::string& error) {
    auto state = std::make_unique<State>(options);
    error = state->open();
    if (!error.empty()) return nullptr;
    return std::unique_ptr<Offscreen>(new Offscreen(std::move(state)));
}

FrameOutput Offscreen::run(Frame const& frame) {
    State& s = *state_;
    ImGui::SetCurrentContext(s.imgui);
    s.look.prepare(s.options.scale, 1, static_cast<float>(s.options.height));
    constexpr float tick = 1.0F / 60;
    ImGui::GetIO().DeltaTime = tick;
    s.time += tick;
    FrameOutput const output = run_frame(frame, s.look, static_cast<float>(s.options.width),
                                         static_cast<float>(s.options.height), s.time);
    draw_frame(s.look, s.options.width, s.options.height);
    return output;
}

Picture Offscreen::picture() const {
    State const& s = *state_;
    Picture picture{s.options.width, s.options.height, {}};
    std::size_t const row = static_cast<std::size_t>(picture.width) * 4;
    std::vector<std::uint8_t> upside_down(row * static_cast<std::size_t>(picture.height));
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glReadPixels(0, 0, picture.width, picture.height, GL_RGBA, GL_UNSIGNED_BYTE, upside_down.data());
    picture.rgba.resize(upside_down.size());
    for (std::size_t y = 0; y < static_cast<std::size_t>(picture.height); ++y) {
        std::uint8_t const* const from =
            &upside_down[(static_cast<std::size_t>(picture.height) - 1 - y) * row];
        std::memcpy(&picture.rgba[y * row], from, row);
    }
    // Blending leaves its own alpha behind; the studio has no see-through parts.
    for (std::size_t i = 3; i < picture.rgba.size(); i += 4) picture.rgba[i] = 255;
    return picture;
}

Rendered render_offscreen(OffscreenOptions const& options, Frame const& frame, int frames) {
    Rendered rendered;
    auto const offscreen = Offscreen::open(options, rendered.error);
    if (!offscreen) return rendered;
    for (int i = 0; i < frames; ++i) offscreen->run(frame);
    rendered.picture = offscreen->picture();
    return rendered;
}

} // namespace shell
