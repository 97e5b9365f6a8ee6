#include "catalogue/program.hpp"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <tuple>
#include <utility>

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

// Those before it stay, those after it move, those around it grow; what was in it is gone.
void move_places(Program& program, std::size_t at, std::size_t removed, std::size_t added) {
    std::erase_if(program.knobs, [&](KnobPlace& place) {
        if (place.end <= at) return false;
        if (place.begin > at && place.begin < at + removed) return true;
        if (place.end < at + removed) return true;
        if (place.begin >= at + removed) place.begin += added - removed;
        place.end += added - removed;
        return false;
    });
}

bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// Without the blanks around it.
void shrink(std::string_view text, std::size_t& begin, std::size_t& end) {
    while (begin < end && (text[begin] == ' ' || text[begin] == '\n')) ++begin;
    while (end > begin && (text[end - 1] == ' ' || text[end - 1] == '\n')) --end;
}

// What differs between two texts, in the first of them, in whole words; all of it if the other has only more.
std::pair<std::size_t, std::size_t> difference(std::string_view text, std::string_view other) {
    std::size_t const shorter = std::min(text.size(), other.size());
    std::size_t begin = 0;
    while (begin < shorter && text[begin] == other[begin]) ++begin;
    std::size_t same = 0;
    while (same < shorter - begin && text[text.size() - 1 - same] == other[other.size() - 1 - same]) ++same;
    std::size_t end = text.size() - same;
    while (begin > 0 && begin < text.size() && is_word(text[begin]) && is_word(text[begin - 1])) --begin;
    while (end < text.size() && end > 0 && is_word(text[end]) && is_word(text[end - 1])) ++end;
    shrink(text, begin, end);
    if (begin >= end) {
        begin = 0, end = text.size();
        shrink(text, begin, end);
    }
    return {begin, end};
}

void add_place(Program& program, std::string const& knob, std::size_t begin, std::size_t end) {
    if (begin >= end) return;
    for (KnobPlace& place : program.knobs)
        if (place.knob == knob && place.begin < end && begin < place.end) {
            place.begin = std::min(place.begin, begin);
            place.end = std::max(place.end, end);
            return;
        }
    program.knobs.push_back({knob, begin, end});
}

// The figures themselves where the knob is a number, else what is not as it was.
void add_places(Program& program, Knob const& knob, Replacement const& made, std::string const& value,
                std::size_t at) {
    bool const number = knob.type == KnobType::whole || knob.type == KnobType::number;
    if (!number) {
        auto const [begin, end] = difference(made.to, made.from);
        return add_place(program, knob.name, at + begin, at + end);
    }
    std::size_t done = 0; // of `to`
    for (std::size_t from = 0;;) {
        std::size_t const slot = made.to.find("{value}", from);
        if (slot == std::string::npos) return;
        done += slot - from;
        program.knobs.push_back({knob.name, at + done, at + done + value.size()});
        done += value.size();
        from = slot + std::string_view("{value}").size();
    }
}

// What another value of the knob would replace.
void add_places_of_others(Program& program, Knob const& knob, std::string const& value) {
    auto const add = [&](std::vector<Replacement> const& others) {
        for (auto const& [from, to] : others)
            if (std::size_t const at = program.text.find(from); at != std::string::npos) {
                auto const [begin, end] = difference(from, to);
                add_place(program, knob.name, at + begin, at + end);
            }
    };
    if (knob.type == KnobType::boolean && value == "false") add(knob.replace);
    if (knob.type == KnobType::choice)
        for (KnobChoice const& each : knob.choices)
            if (each.value != value) add(each.replace);
}

// Returns where.
std::size_t replace_once(Program& program, std::string const& who, std::string const& from,
                         std::string const& to) {
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
    move_places(program, at, from.size(), to.size());
    for (std::uint32_t& line : program.lines) {
        if (line > last)
            line = line + line_ends(to) - line_ends(from);
        else if (line >= first)
            line = removed ? 0 : first;
    }
    return at;
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
        if (knob.type == KnobType::boolean && text == "false") {
            add_places_of_others(program, knob, text);
            continue;
        }
        if (knob.type == KnobType::choice) {
            auto const choice = std::find_if(knob.choices.begin(), knob.choices.end(),
                                             [&](KnobChoice const& each) { return each.value == text; });
            if (choice == knob.choices.end())
                throw LessonError(knob.name + " has no choice " + text + "; set it by name with `with`");
            replace = &choice->replace;
        }
        for (Replacement const& each : *replace) {
            auto const at =
                replace_once(program, "knob `" + knob.name + "`", each.from, with_value(each.to, text));
            add_places(program, knob, each, text, at);
        }
        add_places_of_others(program, knob, text);
    }
    std::sort(program.knobs.begin(), program.knobs.end(), [](KnobPlace const& a, KnobPlace const& b) {
        return std::make_tuple(a.begin, b.end, a.knob) < std::make_tuple(b.begin, a.end, b.knob);
    });
    return program;
}

} // namespace lesson
