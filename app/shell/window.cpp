#include "shell/window.hpp"

#include "shell/gpu.hpp"
#include "shell/key_queue.hpp"
#include "shell/window_icon.hpp"

#include <glad/gl.h>

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include "theme/imgui_compat.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string>

namespace shell {

namespace {

constexpr int frames_after_event = 3; // Dear ImGui needs a second and sometimes a third to settle
constexpr double caret_blink = 0.25;  // s

struct DestroyWindow {
    void operator()(GLFWwindow* window) const { glfwDestroyWindow(window); }
};

// What the callbacks leave for the loop.
struct Pending {
    int frames = frames_after_event; // still to be drawn
    KeyQueue keys;
};

Pending& pending_of(GLFWwindow* window) { return *static_cast<Pending*>(glfwGetWindowUserPointer(window)); }

void touch(GLFWwindow* window) { pending_of(window).frames = frames_after_event; }

// Before Dear ImGui installs its own, which call these in turn.
void listen(GLFWwindow* window) {
    glfwSetKeyCallback(window, [](GLFWwindow* w, int key, int, int action, int) {
        touch(w);
        bool const modifier = key >= GLFW_KEY_LEFT_SHIFT && key <= GLFW_KEY_RIGHT_SUPER;
        if (compat::must_queue_keys && action != GLFW_REPEAT)
            pending_of(w).keys.push(key, action == GLFW_PRESS, modifier);
    });
    glfwSetCharCallback(window, [](GLFWwindow* w, unsigned) { touch(w); });
    glfwSetMouseButtonCallback(window, [](GLFWwindow* w, int, int, int) { touch(w); });
    glfwSetCursorPosCallback(window, [](GLFWwindow* w, double, double) { touch(w); });
    glfwSetCursorEnterCallback(window, [](GLFWwindow* w, int) { touch(w); });
    glfwSetScrollCallback(window, [](GLFWwindow* w, double, double) { touch(w); });
    glfwSetWindowFocusCallback(window, [](GLFWwindow* w, int) { touch(w); });
    glfwSetWindowIconifyCallback(window, [](GLFWwindow* w, int) { touch(w); });
    glfwSetFramebufferSizeCallback(window, [](GLFWwindow* w, int, int) { touch(w); });
    glfwSetWindowRefreshCallback(window, [](GLFWwindow* w) { touch(w); });
    glfwSetWindowContentScaleCallback(window, [](GLFWwindow* w, float, float) { touch(w); });
    glfwSetWindowCloseCallback(window, [](GLFWwindow* w) { touch(w); });
}

struct Place {
    int x = 0, y = 0, w = 0, h = 0;
};

// Full screen and back, to where the window was.
void set_fullscreen(GLFWwindow* window, bool on, Place& before) {
    if (on == (glfwGetWindowMonitor(window) != nullptr)) return;
    if (on) {
        GLFWmonitor* const monitor = glfwGetPrimaryMonitor();
        GLFWvidmode const* const mode = monitor ? glfwGetVideoMode(monitor) : nullptr;
        if (!mode) return;
        glfwGetWindowPos(window, &before.x, &before.y);
        glfwGetWindowSize(window, &before.w, &before.h);
        glfwSetWindowMonitor(window, monitor, 0, 0, mode->width, mode->height, mode->refreshRate);
    } else {
        glfwSetWindowMonitor(window, nullptr, before.x, before.y, before.w, before.h, GLFW_DONT_CARE);
    }
}

void set_icon(GLFWwindow* window) {
    std::array<Picture, 3> pictures{window_icon(16), window_icon(32), window_icon(64)};
    std::array<GLFWimage, 3> images{};
    for (std::size_t i = 0; i < images.size(); ++i)
        images[i] = {pictures[i].width, pictures[i].height, pictures[i].rgba.data()};
    glfwSetWindowIcon(window, static_cast<int>(images.size()), images.data());
}

// The wish, made to fit the primary screen.
Place fitting(WindowOptions const& options) {
    Place place{0, 0, options.width, options.height};
    GLFWmonitor* const monitor = glfwGetPrimaryMonitor();
    if (!monitor) return place;
    int x = 0, y = 0, w = 0, h = 0;
    glfwGetMonitorWorkarea(monitor, &x, &y, &w, &h);
    float sx = 1, sy = 1;
    glfwGetMonitorContentScale(monitor, &sx, &sy);
    if (w > 0 && h > 0) {
        place.w = std::min(place.w, static_cast<int>(static_cast<float>(w) / std::max(sx, 1.0F)));
        place.h = std::min(place.h, static_cast<int>(static_cast<float>(h) / std::max(sy, 1.0F)));
    }
    return place;
}

bool set(char const* variable) {
    char const* const value = std::getenv(variable);
    return value && *value;
}

} // namespace

WindowResult run_window(WindowOptions const& options, Frame const& frame) {
    if (!set("DISPLAY") && !set("WAYLAND_DISPLAY"))
        return {WindowEnd::no_display,
                "There is no display to open a window on (DISPLAY and WAYLAND_DISPLAY are not set)."};
    std::string reason;
    static std::string* heard = nullptr; // GLFW's error callback carries no pointer
    heard = &reason;
    glfwSetErrorCallback([](int, char const* text) {
        if (heard) *heard = text;
    });
    struct Deafen {
        ~Deafen() {
            glfwSetErrorCallback(nullptr);
            heard = nullptr;
        }
    } const deafen;
#ifdef GLFW_PLATFORM
    // Under X11 (Xwayland too) positions, icon and scale are all the window's own; Wayland is the second
    // choice.
    if (set("DISPLAY")) glfwInitHint(GLFW_PLATFORM, GLFW_PLATFORM_X11);
#endif
    bool initialised = glfwInit();
#ifdef GLFW_PLATFORM
    if (!initialised && set("WAYLAND_DISPLAY")) {
        glfwInitHint(GLFW_PLATFORM, GLFW_ANY_PLATFORM);
        initialised = glfwInit();
    }
#endif
    if (!initialised) return {WindowEnd::no_display, "The display cannot be opened: " + reason + "."};
    // Never terminated: that would unload the graphics driver with what it still holds, and the process ends
    // soon.

    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
    glfwWindowHintString(GLFW_X11_CLASS_NAME, "awaitscope");
    Place const wish = fitting(options);
    std::unique_ptr<GLFWwindow, DestroyWindow> const window(
        glfwCreateWindow(wish.w, wish.h, options.title.c_str(), nullptr, nullptr));
    if (!window) return {WindowEnd::no_opengl, "No window with OpenGL 3.3 can be opened: " + reason + "."};
    glfwSetWindowSizeLimits(window.get(), 640, 400, GLFW_DONT_CARE, GLFW_DONT_CARE);
    glfwMakeContextCurrent(window.get());
    if (!gladLoadGL(glfwGetProcAddress)) return {WindowEnd::no_opengl, "OpenGL 3.3 cannot be loaded."};
    glfwSwapInterval(1);
    set_icon(window.get());

    Pending pending;
    glfwSetWindowUserPointer(window.get(), &pending);
    listen(window.get());
    ImGuiContext* const imgui = ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    ImGui_ImplGlfw_InitForOpenGL(window.get(), true);
    ImGui_ImplOpenGL3_Init("#version 330 core");
    Look look(*options.theme);

    Place before;
    std::optional<double> wake_after; // s
    std::string title = options.title;
    while (!glfwWindowShouldClose(window.get())) {
        if (pending.frames > 0) {
            glfwPollEvents();
        } else {
            if (wake_after)
                glfwWaitEventsTimeout(*wake_after);
            else
                glfwWaitEvents();
            // A wake from outside calls no callback; neither do most of a server's own messages.
            pending.frames = std::max(pending.frames, 1);
        }
        int width = 0, height = 0, fb_width = 0, fb_height = 0;
        glfwGetWindowSize(window.get(), &width, &height);
        glfwGetFramebufferSize(window.get(), &fb_width, &fb_height);
        if (fb_width == 0 || fb_height == 0 || glfwGetWindowAttrib(window.get(), GLFW_ICONIFIED)) {
            pending.frames = 0;
            continue;
        }
        float sx = 1, sy = 1;
        glfwGetWindowContentScale(window.get(), &sx, &sy);
        float const density = static_cast<float>(fb_width) / static_cast<float>(std::max(width, 1));
        look.prepare(std::max(sx / density, 0.5F), density);
        ImGui_ImplGlfw_NewFrame();
        if (compat::must_queue_keys) compat::replace_keys(pending.keys.advance().data(), KeyQueue::key_count);
        theme::Theme const* const shown = &look.theme();
        FrameOutput const output =
            run_frame(frame, look, static_cast<float>(width), static_cast<float>(height), glfwGetTime());
        draw_frame(look, fb_width, fb_height);
        glfwSwapBuffers(window.get());
        wake_after = output.wake_after;
        if (ImGui::GetIO().WantTextInput)
            wake_after = std::min(wake_after.value_or(caret_blink), caret_blink);
        pending.frames = output.animating || shown != &look.theme() ? frames_after_event : pending.frames - 1;
        if (pending.keys.waiting()) pending.frames = frames_after_event;
        if (output.quit) glfwSetWindowShouldClose(window.get(), GLFW_TRUE);
        set_fullscreen(window.get(), output.fullscreen, before);
        if (output.title && title != output.title) {
            title = output.title;
            glfwSetWindowTitle(window.get(), title.c_str());
        }
    }
    ImGui_ImplOpenGL3_Shutdown();
    ImGui_ImplGlfw_Shutdown();
    ImGui::DestroyContext(imgui);
    return {};
}

void wake_window() { glfwPostEmptyEvent(); }

} // namespace shell
