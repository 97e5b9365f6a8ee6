#include "catalogue/program.hpp"

#include <algorithm>
#include <numeric>
#include <string_view>

namespace lesson {
namespace {

std::uint32_t line_ends(std::string_view text) {
    return static_cast<std::uint32_t>(std::count(text.begin(), text.end(), '\n'));
}

std::string with_value(std::string text, std::string const& value) {
    constexpr std::string_view place = "{value}";
    for (std::size_t at = text.find(place); at != std::string::npos; at = text.find(place, at + value.size()))
        text.replace(at, place.size(), value);
    return text;
}

void replace_once(Program& program, std::string const& who, std::string const& from, std::string const& to) {
    std::size_t const at = program.text.find(from);
    bool const twice = at != std::string::npos && program.text.find(from, at + 1) != std::string::npos;
    if (at == std::string::npos || twice)
        throw LessonError(who + " replaces the text `" + from + "`, which " +
                          (twice ? "stands more than once in the program; make it longer"
                                 : "does not stand in the program; copy it from program.py, and mind the "
                                   "knobs above it, which have already made their changes"));

    bool const whole_lines = from.ends_with('\n');
    bool const at_line_start = at == 0 || program.text[at - 1] == '\n';
    std::uint32_t const first = line_ends(std::string_view(program.text).substr(0, at)) + 1;
    std::uint32_t const last = first + line_ends(from) - (whole_lines ? 1 : 0);
    bool const removed = whole_lines && at_line_start && to.empty();
    program.text.replace(at, from.size(), to);
    for (std::uint32_t& line : program.lines) {
        if (line > last)
            line = line + line_ends(to) - line_ends(from);
        else if (line >= first)
            line = removed ? 0 : first;
    }
}

Program unchanged(Lesson const& lesson) {
    Program program;
    program.text = lesson.program;
    program.lines.resize(line_ends(lesson.program) + (lesson.program.ends_with('\n') ? 1U : 2U));
    std::iota(program.lines.begin(), program.lines.end(), 0U);
    return program;
}

} // namespace

Program edited(Lesson const& lesson, std::vector<Replacement> const& edits) {
    Program program = unchanged(lesson);
    for (auto const& [from, to] : edits) replace_once(program, "an edit", from, to);
    return program;
}

Program variant(Lesson const& lesson, Knobs const& knobs) {
    Program program = unchanged(lesson);
    for (Knob const& knob : lesson.knobs) {
        auto const found = knobs.values.find(knob.name);
        Value const& value = found == knobs.values.end() ? knob.default_value : found->second;
        std::string const text = to_string(value);
        std::vector<Replacement> const* replace = &knob.replace;
        if (knob.type == KnobType::boolean && text == "false") continue;
        if (knob.type == KnobType::choice) {
            auto const choice = std::find_if(knob.choices.begin(), knob.choices.end(),
                                             [&](KnobChoice const& each) { return each.value == text; });
            if (choice == knob.choices.end())
                throw LessonError(knob.name + " has no choice " + text + "; set it by name with `with`");
            replace = &choice->replace;
        }
        for (auto const& [from, to] : *replace)
            replace_once(program, "knob `" + knob.name + "`", from, with_value(to, text));
    }
    return program;
}

} // namespace lesson
