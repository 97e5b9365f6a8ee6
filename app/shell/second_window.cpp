#include "shell/second_window.hpp"

#include "shell/glfw_facts.hpp"
#include "shell/gpu.hpp"
#include "shell/opengl.hpp"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include "theme/imgui_compat.hpp"

#include <algorithm>
#include <vector>

namespace shell {
namespace {

// Where another screen than that of `first` is; no width where there is none.
Place room_beside(GLFWwindow* first) {
    auto const all = monitors();
    if (all.size() < 2) return {};
    std::vector<Place> screens;
    for (GLFWmonitor* const monitor : all) {
        Place& place = screens.emplace_back();
        glfwGetMonitorWorkarea(monitor, &place.x, &place.y, &place.w, &place.h);
    }
    return screens[screen_beside(place_of(first), screens)];
}

} // namespace

struct SecondWindow::State {
    State(GLFWwindow* made, theme::Theme const& theme) : window(made), look(theme) {}
    State(State const&) = delete;
    State& operator=(State const&) = delete;

    GLFWwindow* window;
    ScaleThere scale_there;
    Look look;
    ImGuiContext* imgui = nullptr;

    ~State() {
        glfwMakeContextCurrent(window);
        if (imgui) {
            ImGui::SetCurrentContext(imgui);
            ImGui_ImplOpenGL3_Shutdown();
            ImGui::DestroyContext(imgui);
        }
        glfwDestroyWindow(window);
    }
};

SecondWindow::SecondWindow(std::unique_ptr<State> state) : state_(std::move(state)) {}
SecondWindow::~SecondWindow() = default;

GLFWwindow* SecondWindow::handle() const { return state_->window; }
bool SecondWindow::is_closed() const { return glfwWindowShouldClose(state_->window); }

std::unique_ptr<SecondWindow> SecondWindow::open(GLFWwindow* first, theme::Theme const& theme) {
    Place const room = room_beside(first);
    float const larger = larger_than_told(monitor_under(first));
    int const wide = static_cast<int>(900 * larger), high = static_cast<int>(600 * larger); // px
    glfwWindowHint(GLFW_FOCUSED, GLFW_FALSE);
    glfwWindowHint(GLFW_FOCUS_ON_SHOW, GLFW_FALSE);
    GLFWwindow* const window =
        glfwCreateWindow(room.w > 0 ? std::min(room.w, wide) : wide,
                         room.h > 0 ? std::min(room.h, high) : high, "Awaitscope: notes", nullptr, nullptr);
    glfwWindowHint(GLFW_FOCUSED, GLFW_TRUE);
    glfwWindowHint(GLFW_FOCUS_ON_SHOW, GLFW_TRUE);
    if (!window) return nullptr;
    if (room.w > 0) {
        glfwSetWindowPos(window, room.x, room.y);
        glfwMaximizeWindow(window);
    }
    glfwSetWindowSizeLimits(window, 320, 200, GLFW_DONT_CARE, GLFW_DONT_CARE);
    auto state = std::make_unique<State>(window, theme);
    glfwMakeContextCurrent(window);
    glfwSwapInterval(0); // the first one waits for the screen
    state->imgui = ImGui::CreateContext();
    ImGui::SetCurrentContext(state->imgui);
    ImGui::GetIO().IniFilename = nullptr;
    compat::map_keys();
    if (!ImGui_ImplOpenGL3_Init(glsl_version)) return nullptr;
    return std::unique_ptr<SecondWindow>(new SecondWindow(std::move(state)));
}

void SecondWindow::draw(Frame const& frame) {
    State& s = *state_;
    glfwMakeContextCurrent(s.window);
    ImGui::SetCurrentContext(s.imgui);
    auto const [width, height, fb_width, fb_height, density] = extent_of(s.window);
    if (fb_width == 0 || fb_height == 0) return;
    s.look.prepare(std::max(s.scale_there.of(s.window) / density, 0.5F), density, static_cast<float>(height));
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
    io.DisplayFramebufferScale = {density, density};
    io.DeltaTime = 1.0F / 60;
    run_frame(frame, s.look, io.DisplaySize.x, io.DisplaySize.y, glfwGetTime());
    draw_frame(s.look, fb_width, fb_height);
    glfwSwapBuffers(s.window);
}

} // namespace shell
