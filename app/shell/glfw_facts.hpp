// What GLFW knows of windows and screens, as plain values.
#pragma once
#include "shell/screens.hpp"

#include <vector>

struct GLFWmonitor;
struct GLFWwindow;

namespace shell {

struct Extent {
    int width = 0, height = 0;       // Dear ImGui's px
    int fb_width = 0, fb_height = 0; // px of the framebuffer; 0: nothing can be drawn
    float density = 1;               // of the framebuffer's px for one of Dear ImGui
};

Extent extent_of(GLFWwindow* window);
Place place_of(GLFWwindow* window);
std::vector<GLFWmonitor*> monitors();           // of the display
GLFWmonitor* monitor_under(GLFWwindow* window); // the one that shows the window; null without any
float larger_than_told(GLFWmonitor* monitor);   // what scale_on() adds to what GLFW does by itself

// scale_on() where a window is; the screens are only asked when it has moved.
class ScaleThere {
  public:
    float of(GLFWwindow* window);

  private:
    Place seen_;
    int height_ = 0; // px of the screen; 0: not known
};

} // namespace shell
