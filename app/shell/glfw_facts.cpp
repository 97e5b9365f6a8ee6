#include "shell/glfw_facts.hpp"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <algorithm>

namespace shell {

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

} // namespace shell
