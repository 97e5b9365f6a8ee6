#include "shell/pace.hpp"

#include <algorithm>

namespace shell {

void Pace::drawn(FrameOutput const& output, bool more, bool caret) {
    constexpr double blink = 0.25; // s
    sleep_ = output.wake_after;
    if (caret) sleep_ = std::min(sleep_.value_or(blink), blink);
    if (output.animating || more)
        touch();
    else if (frames_ > 0)
        --frames_;
}

} // namespace shell
