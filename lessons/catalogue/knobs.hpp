// The settings of a lesson's knobs for one run.
#pragma once
#include "catalogue/lesson.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace lesson {

// Every knob of the lesson by name. The getters want the knob's own type: whole("fast"), choice("how").
struct Knobs {
    std::map<std::string, Value, std::less<>> values;

    bool flag(std::string_view name) const;
    std::int64_t whole(std::string_view name) const;
    double number(std::string_view name) const; // of a whole knob too
    std::string const& choice(std::string_view name) const;

    bool operator==(Knobs const&) const = default;
};

Knobs defaults(Lesson const& lesson);

// One knob changed, its value given as text ("3", "true", "gather"). Throws LessonError, for instance
// "unknown knob fats; this lesson has: fast, how", "fast must be a whole number from 0 to 5, not 9".
Knobs with(Lesson const& lesson, Knobs knobs, std::string_view name, std::string_view value);

// The cross product of all samples; the defaults come first.
std::vector<Knobs> all_samples(Lesson const& lesson);

// Those that differ from the defaults, as text: what a trace's header holds.
std::map<std::string, std::string> changed(Lesson const& lesson, Knobs const& knobs);

// " --set fast=1 --set how=gather": what one types for those that differ from the defaults.
std::string typed(Lesson const& lesson, Knobs const& knobs);

// "fast=1,how=gather", or "default" for a lesson without knobs: fit for people and for file names.
std::string label(Knobs const& knobs);

bool holds(Only const& only, Knobs const& knobs);

// `{fast}` in a text becomes the value of the knob `fast`.
std::string fill(std::string text, Knobs const& knobs);

// What a lesson says with these settings: steps and questions that have their place there, `{knob}` filled
// in.
std::vector<Narration> steps(Lesson const& lesson, Knobs const& knobs);
std::vector<Question> questions(Lesson const& lesson, Knobs const& knobs);

} // namespace lesson
