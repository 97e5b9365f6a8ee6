// Knobs where they stand in the program: a number is dragged, a choice picked.
#pragma once
#include "session/session.hpp"
#include "views/kit/content.hpp"
#include "views/kit/flow.hpp"

#include <string>
#include <string_view>

namespace ui {

// A line of the program as it was laid out.
struct KnobLine {
    Flow const& flow;      // without the blanks that it begins with
    std::string_view text; // with them
    paint::Point at;       // top left of the first row
    float row = 0;         // height of each
};

// Marks the knobs of the lesson that stand in the line, whose first byte is `begin` of the program's text.
void knobs_in_line(Content& content, session::OpenLesson const& lesson, std::size_t begin,
                   KnobLine const& line);

// A menu of a knob's values, "knob/fast": what OpenMenu names.
Content knob_rows(session::Session const& session, std::string_view menu);

// "fast: 3 instead of 1", for each that is not as the lesson has it.
std::string turned_words(session::OpenLesson const& lesson);

} // namespace ui
