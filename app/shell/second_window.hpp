// A window beside the first, on another screen where there is one: what it shows is not for everybody's eyes.
// It takes no focus when it opens; its keys are the first one's.
#pragma once
#include "shell/frame.hpp"

#include <memory>

struct GLFWwindow;

namespace shell {

class SecondWindow {
  public:
    // Keys and events go where those of `first` go: it must outlive this. Null if none can be opened.
    static std::unique_ptr<SecondWindow> open(GLFWwindow* first, theme::Theme const& theme);
    ~SecondWindow();
    SecondWindow(SecondWindow const&) = delete;
    SecondWindow& operator=(SecondWindow const&) = delete;

    GLFWwindow* handle() const;
    bool is_closed() const; // by the user
    // Leaves its contexts of OpenGL and Dear ImGui current.
    void draw(Frame const& frame);

  private:
    struct State;
    explicit SecondWindow(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

} // namespace shell
