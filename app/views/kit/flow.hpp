// Running text broken into lines.
#pragma once
#include "paint/scene.hpp"

#include <span>
#include <string>
#include <vector>

namespace ui {

// Text of one look. "\n" breaks the line.
struct Styled {
    std::string text;
    theme::Font font = theme::Font::regular;
    float size = theme::size_lesson;
    paint::Color color = theme::Role::text;
    int tag = -1;      // the caller's: which link this is
    bool code = false; // may also be broken after ( [ , . =
};

// A piece of one line, all of one look.
struct FlowPiece {
    std::size_t styled = 0; // index of its Styled
    std::size_t line = 0;
    float x = 0, width = 0;
    std::string text;
};

struct Flow {
    std::vector<FlowPiece> pieces;
    std::size_t lines = 0;
};

// Breaks at spaces; a word wider than `width` is broken where it must be. Spaces at a break are dropped.
// Lines after the first begin `hang` px further in.
Flow flow(std::span<Styled const> text, float width, paint::Measure measure = paint::measure, float hang = 0);

// How many lines a plain text takes, each cut to the width.
std::vector<std::string> wrapped(std::string_view text, theme::Font font, float size, float width,
                                 paint::Measure measure = paint::measure);

} // namespace ui
