// Keys in the order they were pressed, for Dear ImGui, which looks at what is down once a frame: before 1.87
// a key tapped between two frames was never seen, and since then a modifier let go before its key is not seen
// with it.
#pragma once
#include <array>
#include <cstddef>
#include <deque>

namespace shell {

class KeyQueue {
  public:
    static constexpr int key_count = 512; // Dear ImGui's and more than GLFW's
    using State = std::array<bool, key_count>;

    // `modifier`: Ctrl, Shift, Alt and the like.
    void push(int key, bool down, bool modifier);

    // The keys that are down in the next frame. Takes as many events as a frame can tell apart: no key
    // changes twice, and no modifier changes after another key did.
    State const& advance();

    // More frames are needed to show all that was typed.
    bool waiting() const { return !events_.empty(); }

  private:
    struct Event {
        int key;
        bool down, modifier;
    };
    std::deque<Event> events_;
    State state_{};
};

} // namespace shell
