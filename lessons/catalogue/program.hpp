// A lesson's program with its knobs set, and where the lines of program.py went.
#pragma once
#include "catalogue/knobs.hpp"
#include "catalogue/lesson.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace lesson {

// What a knob's value has put there, or what another value would replace.
struct KnobPlace {
    std::string knob;
    std::size_t begin = 0, end = 0; // bytes of the text

    bool operator==(KnobPlace const&) const = default;
};

struct Program {
    std::string text;
    std::vector<std::uint32_t> lines; // [line of program.py] -> line of `text`, both from 1; 0 if it is gone

    std::vector<KnobPlace> knobs{}; // what stands within another one's place comes after it

    // Where a line of program.py is here. A replaced line is where its replacement begins; a removed one is
    // 0.
    std::uint32_t line(std::uint32_t base) const { return base < lines.size() ? lines[base] : 0; }
};

// Replacements are made knob by knob, in lesson.toml's order. Throws LessonError if a text to replace does
// not stand exactly once in the program.
Program variant(Lesson const& lesson, Knobs const& knobs);

// The program as a learner might change it, the knobs as they are. Throws LessonError as variant does.
Program edited(Lesson const& lesson, std::vector<Replacement> const& edits);

} // namespace lesson
