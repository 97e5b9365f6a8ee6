#include "shell/window.hpp"

#include "shell/glfw_facts.hpp"
#include "shell/gpu.hpp"
#include "shell/key_queue.hpp"
#include "shell/opengl.hpp"
#include "shell/pace.hpp"
#include "shell/second_window.hpp"
#include "shell/window_icon.hpp"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>

#include "theme/imgui_compat.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace shell {

namespace {

static_assert(static_cast<int>(compat::Key::space) == GLFW_KEY_SPACE &&
              static_cast<int>(compat::Key::q) == GLFW_KEY_Q &&
              static_cast<int>(compat::Key::end) == GLFW_KEY_END &&
              static_cast<int>(compat::Key::keypad_plus) == GLFW_KEY_KP_ADD &&
              static_cast<int>(compat::Key::f12) == GLFW_KEY_F12);

struct DestroyWindow {
    void operator()(GLFWwindow* window) const { glfwDestroyWindow(window); }
};

// What the callbacks leave for the next turn.
struct Pending {
    Pace pace;
    KeyQueue keys;
    std::vector<std::string> dropped; // paths
};

Pending& pending_of(GLFWwindow* window) { return *static_cast<Pending*>(glfwGetWindowUserPointer(window)); }

void touch(GLFWwindow* window) { pending_of(window).pace.touch(); }

// Before Dear ImGui installs its own, which call these in turn.
void listen(GLFWwindow* window) {
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
    glfwSetDropCallback(window, [](GLFWwindow* w, int count, char const** paths) {
        touch(w);
        auto& dropped = pending_of(w).dropped;
        dropped.insert(dropped.end(), paths, paths + count);
    });
    glfwSetWindowCloseCallback(window, [](GLFWwindow* w) { touch(w); });
}

// By the keyboard's layout, where GLFW tells the place on a US layout.
int on_layout(int key, int scancode) {
    if (key >= GLFW_KEY_KP_0 && key <= GLFW_KEY_KP_EQUAL) return key;
    char const* const name = glfwGetKeyName(key, scancode);
    if (!name || name[0] == '\0' || name[1] != '\0') return key; // several bytes: no key of ours
    if (name[0] >= 'a' && name[0] <= 'z') return name[0] - 'a' + GLFW_KEY_A;
    return std::strchr("0123456789`-=[]\\,;'./", name[0]) ? name[0] : key;
}

// Instead of Dear ImGui's callbacks: one tells two keys of one moment in one frame; the other lets all keys
// go when the focus does, those too that come in the same moment, from the second window (GLFW lets go what
// was held).
void listen_to_keys(GLFWwindow* window) {
    glfwSetWindowFocusCallback(window, [](GLFWwindow* w, int) { touch(w); });
    glfwSetKeyCallback(window, [](GLFWwindow* w, int key, int scancode, int action, int) {
        touch(w);
        bool const modifier = key >= GLFW_KEY_LEFT_SHIFT && key <= GLFW_KEY_RIGHT_SUPER;
        if (action != GLFW_REPEAT)
            pending_of(w).keys.push(on_layout(key, scancode), action == GLFW_PRESS, modifier);
    });
}

// Full screen and back, to where the window was.
void set_fullscreen(GLFWwindow* window, bool on, Place& before) {
    if (on == (glfwGetWindowMonitor(window) != nullptr)) return;
    if (on) {
        GLFWmonitor* const monitor = monitor_under(window);
        GLFWvidmode const* const mode = monitor ? glfwGetVideoMode(monitor) : nullptr;
        if (!mode) return;
        before = place_of(window);
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

// The wish, as large as what is shown there, made to fit the primary screen.
Place fitting(WindowOptions const& options) {
    Place place{0, 0, options.width, options.height};
    GLFWmonitor* const monitor = glfwGetPrimaryMonitor();
    if (!monitor) return place;
    int x = 0, y = 0, w = 0, h = 0;
    glfwGetMonitorWorkarea(monitor, &x, &y, &w, &h);
    float sx = 1, sy = 1;
    glfwGetMonitorContentScale(monitor, &sx, &sy);
    float const larger = larger_than_told(monitor);
    place.w = static_cast<int>(static_cast<float>(place.w) * larger);
    place.h = static_cast<int>(static_cast<float>(place.h) * larger);
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

// GLFW's error callback carries no pointer.
std::string* heard = nullptr;

// Taken by the window's next turn: an empty event calls no callback, and one that comes just when a sleep is
// over would be lost.
std::atomic<bool> wake_asked = false;

// While it lives, the last of GLFW's errors is kept.
struct Listen {
    std::string reason;
    Listen() {
        heard = &reason;
        glfwSetErrorCallback([](int, char const* text) {
            if (heard) *heard = text;
        });
    }
    Listen(Listen const&) = delete;
    Listen& operator=(Listen const&) = delete;
    ~Listen() {
        glfwSetErrorCallback(nullptr);
        heard = nullptr;
    }
};

// Never terminated: that would unload the graphics driver with what it still holds, and the process ends
// soon.
bool initialise() {
#ifdef GLFW_PLATFORM
    // Under X11 (Xwayland too) positions, icon and scale are all the window's own; Wayland is the second
    // choice.
    if (set("DISPLAY")) glfwInitHint(GLFW_PLATFORM, GLFW_PLATFORM_X11);
    if (glfwInit()) return true;
    if (!set("WAYLAND_DISPLAY")) return false;
    glfwInitHint(GLFW_PLATFORM, GLFW_ANY_PLATFORM);
#endif
    return glfwInit();
}

GLFWwindow* make_window(WindowOptions const& options) {
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
    glfwWindowHint(GLFW_AUTO_ICONIFY, GLFW_FALSE); // a full screen stays while the notes have the focus
    glfwWindowHintString(GLFW_X11_CLASS_NAME, "awaitscope");
    Place const wish = fitting(options);
    return glfwCreateWindow(wish.w, wish.h, options.title.c_str(), nullptr, nullptr);
}

} // namespace

struct Window::State {
    State(GLFWwindow* made, WindowOptions const& options)
        : window(made), look(*options.theme), title(options.title) {}
    State(State const&) = delete;
    State& operator=(State const&) = delete;

    std::unique_ptr<GLFWwindow, DestroyWindow> window;
    Pending pending;
    Look look;
    ImGuiContext* imgui = nullptr;
    Place before; // full screen
    std::string title;
    std::optional<float> scale;
    ScaleThere scale_there;
    std::unique_ptr<SecondWindow> second;
    bool wants_second = false;
    bool second_closed = false; // by the user, and not told yet

    ~State() {
        second.reset();
        if (!imgui) return;
        make_current();
        ImGui_ImplOpenGL3_Shutdown();
        ImGui_ImplGlfw_Shutdown();
        ImGui::DestroyContext(imgui);
    }

    void make_current() const {
        if (glfwGetCurrentContext() != window.get()) glfwMakeContextCurrent(window.get());
        if (imgui) ImGui::SetCurrentContext(imgui);
    }

    bool start() {
        glfwSetWindowSizeLimits(window.get(), 640, 400, GLFW_DONT_CARE, GLFW_DONT_CARE);
        make_current();
        if (!load_opengl(glfwGetProcAddress)) return false;
        glfwSwapInterval(1);
        set_icon(window.get());
        glfwSetWindowUserPointer(window.get(), &pending);
        listen(window.get());
        imgui = ImGui::CreateContext();
        ImGui::SetCurrentContext(imgui);
        ImGui::GetIO().IniFilename = nullptr;
        ImGui_ImplGlfw_InitForOpenGL(window.get(), true);
        listen_to_keys(window.get());
        ImGui_ImplOpenGL3_Init(glsl_version);
        return true;
    }

    void wait(std::optional<double> longest) {
        if (pending.pace.draws())
            glfwPollEvents();
        else
            sleep(longest);
        if (wake_asked.exchange(false)) pending.pace.touch();
    }

    void sleep(std::optional<double> longest) {
        double const begun = glfwGetTime();
        auto const sleep = pending.pace.sleep();
        bool const cut = longest && *longest < sleep.value_or(*longest + 1);
        if (cut)
            glfwWaitEventsTimeout(*longest);
        else if (sleep)
            glfwWaitEventsTimeout(*sleep);
        else
            glfwWaitEvents();
        // Most of a server's own messages call no callback.
        if (!cut || glfwGetTime() - begun < *longest) pending.pace.woken();
    }

    float content_scale() { return scale ? *scale : scale_there.of(window.get()); }

    FrameInput outside() {
        FrameInput input;
        input.dropped = std::exchange(pending.dropped, {});
        input.second_closed = std::exchange(second_closed, false);
        return input;
    }

    void draw_second(Frame const& frame) {
        if (second && (!wants_second || second->is_closed())) {
            second_closed = second->is_closed();
            if (second_closed) pending.pace.touch();
            second.reset();
            wants_second = wants_second && !second_closed;
        }
        if (!wants_second || !frame) return;
        bool const opens = !second;
        if (opens) second = SecondWindow::open(window.get(), look.theme());
        if (opens && second) {
            glfwSetWindowUserPointer(second->handle(), &pending);
            listen(second->handle());
            listen_to_keys(second->handle());
        }
        if (second) second->draw(frame);
    }

    void draw(Frame const& frame) {
        auto const [width, height, fb_width, fb_height, density] = extent_of(window.get());
        if (fb_width == 0 || fb_height == 0 || glfwGetWindowAttrib(window.get(), GLFW_ICONIFIED))
            return pending.pace.hidden();
        look.prepare(std::max(content_scale() / density, 0.5F), density, static_cast<float>(height));
        ImGui_ImplGlfw_NewFrame();
        compat::replace_keys(pending.keys.advance().data(), KeyQueue::key_count);
        theme::Theme const* const shown = &look.theme();
        float const scale_before = look.scale();
        FrameOutput const output = run_frame(frame, look, static_cast<float>(width),
                                             static_cast<float>(height), glfwGetTime(), outside());
        draw_frame(look, fb_width, fb_height);
        glfwSwapBuffers(window.get());
        bool const other_look = shown != &look.theme() || scale_before != look.scale();
        pending.pace.drawn(output, other_look || pending.keys.waiting(), ImGui::GetIO().WantTextInput);
        obey(output);
    }

    void obey(FrameOutput const& output) {
        if (output.quit) glfwSetWindowShouldClose(window.get(), GLFW_TRUE);
        set_fullscreen(window.get(), output.fullscreen, before);
        wants_second = output.second_window;
        if (output.title && title != output.title) {
            title = output.title;
            glfwSetWindowTitle(window.get(), title.c_str());
        }
    }
};

Window::Window(std::unique_ptr<State> state) : state_(std::move(state)) {}
Window::~Window() = default;

std::unique_ptr<Window> Window::open(WindowOptions const& options, WindowResult& result) {
    if (!set("DISPLAY") && !set("WAYLAND_DISPLAY")) {
        result = {WindowEnd::no_display,
                  "There is no display to open a window on (DISPLAY and WAYLAND_DISPLAY are not set)."};
        return nullptr;
    }
    Listen const errors;
    if (!initialise()) {
        result = {WindowEnd::no_display, "The display cannot be opened: " + errors.reason + "."};
        return nullptr;
    }
    auto state = std::make_unique<State>(make_window(options), options);
    if (!state->window)
        result = {WindowEnd::no_opengl, "No window with OpenGL 3.3 can be opened: " + errors.reason + "."};
    else if (!state->start())
        result = {WindowEnd::no_opengl, "OpenGL 3.3 cannot be loaded."};
    else
        return std::unique_ptr<Window>(new Window(std::move(state)));
    return nullptr;
}

bool Window::turn(Frame const& frame, std::optional<double> longest, Frame const& second) {
    state_->make_current();
    state_->wait(longest);
    if (state_->pending.pace.draws() && !glfwWindowShouldClose(state_->window.get())) {
        state_->draw(frame);
        state_->draw_second(second);
    }
    return !glfwWindowShouldClose(state_->window.get());
}

int Window::screens() { return static_cast<int>(monitors().size()); }

void Window::set_scale(std::optional<float> scale) {
    state_->scale = scale;
    state_->pending.pace.touch();
}

void Window::set_size(int width, int height) { glfwSetWindowSize(state_->window.get(), width, height); }

void Window::let_go() const { glfwMakeContextCurrent(nullptr); }

void wake_window() {
    wake_asked = true;
    glfwPostEmptyEvent();
}

} // namespace shell
