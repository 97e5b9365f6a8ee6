#include "shell/glfw_facts.hpp"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>

namespace shell {
namespace {

int height_of(GLFWmonitor* monitor) {
    auto const* const mode = monitor ? glfwGetVideoMode(monitor) : nullptr;
    return mode ? mode->height : 0;
}

} // namespace

Extent extent_of(GLFWwindow* window) {
    Extent extent;
    glfwGetWindowSize(window, &extent.width, &extent.height);
    glfwGetFramebufferSize(window, &extent.fb_width, &extent.fb_height);
    extent.density = static_cast<float>(extent.fb_width) / static_cast<float>(std::max(extent.width, 1));
    return extent;
}

Place place_of(GLFWwindow* window) {
    Place place;
    glfwGetWindowPos(window, &place.x, &place.y);
    glfwGetWindowSize(window, &place.w, &place.h);
    return place;
}

std::vector<GLFWmonitor*> monitors() {
    int count = 0;
    GLFWmonitor** const all = glfwGetMonitors(&count);
    return all ? std::vector<GLFWmonitor*>(all, all + count) : std::vector<GLFWmonitor*>();
}

GLFWmonitor* monitor_under(GLFWwindow* window) {
    auto const all = monitors();
    if (all.empty()) return nullptr;
    std::vector<Place> places;
    for (GLFWmonitor* const monitor : all) {
        Place& place = places.emplace_back();
        glfwGetMonitorPos(monitor, &place.x, &place.y);
        if (auto const* const mode = glfwGetVideoMode(monitor)) place.w = mode->width, place.h = mode->height;
    }
    return all[screen_of(place_of(window), places)];
}

float larger_than_told(GLFWmonitor* monitor) {
    float sx = 1, sy = 1;
    if (monitor) glfwGetMonitorContentScale(monitor, &sx, &sy);
    return scale_on(sx, height_of(monitor)) / std::max(sx, 1.0F);
}

float ScaleThere::of(GLFWwindow* window) {
    if (Place const place = place_of(window); place != seen_) {
        seen_ = place;
        height_ = height_of(monitor_under(window));
    }
    float sx = 1, sy = 1;
    glfwGetWindowContentScale(window, &sx, &sy);
    return scale_on(sx, height_);
}

} // namespace shell
