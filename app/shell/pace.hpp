// When a shell draws: a few frames after something has happened, and otherwise none.
#pragma once
#include "shell/frame.hpp"

#include <optional>

namespace shell {

class Pace {
  public:
    static constexpr int after_event = 3; // Dear ImGui needs a second frame and sometimes a third to settle

    // Something happened that the screen may show.
    void touch() { frames_ = after_event; }
    // A sleep is over: by a message that nobody hears of, or because of its time.
    void woken() { frames_ = frames_ > 0 ? frames_ : 1; }
    // Nobody can see it.
    void hidden() { frames_ = 0; }
    bool draws() const { return frames_ > 0; }
    // s to sleep where no frame is to be drawn; none: until something happens.
    std::optional<double> sleep() const { return sleep_; }
    // A frame was drawn. `more`: it will look different at once, whatever the frame knows of it. `caret`: one
    // blinks.
    void drawn(FrameOutput const& output, bool more, bool caret);

  private:
    int frames_ = after_event;
    std::optional<double> sleep_;
};

} // namespace shell
