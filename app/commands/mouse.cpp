#include "commands/mouse.hpp"

#include <array>

namespace session {
namespace {

constexpr std::array<MouseRow, 10> in_studio{{
    {"Click", "Select it: everywhere it is marked"},
    {"Double click", "Go to its moment"},
    {"Click a blue number", "Go to that event"},
    {"Click beside a line", "Set or take away a breakpoint"},
    {"Drag a blue value", "Turn the knob, in the source"},
    {"Drag the timeline", "Move what is seen of it"},
    {"Drag the pill of now", "Step along the run"},
    {"Shift + drag", "Measure on the timeline"},
    {"Wheel", "Scroll; with Ctrl zoom, with Shift sideways"},
    {"Drop a file", "Open it: .awt, .py, a lesson's folder"},
}};

constexpr std::array<MouseRow, 3> on_stage{{
    {"Point", "Only buttons listen: nothing is changed by it"},
    {"H, then move", "A laser pointer"},
    {"I, then drag", "A pen; the next step wipes it"},
}};

constexpr std::array<MouseRow, 1> in_vote{{
    {"Click a choice", "Its hands are counted next"},
}};

} // namespace

std::span<MouseRow const> mouse_rows(Context context) {
    switch (context) {
    case Context::studio: return in_studio;
    case Context::stage: return on_stage;
    case Context::vote: return in_vote;
    default: return {};
    }
}

} // namespace session
