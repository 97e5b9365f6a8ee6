// A lesson as it stands in its folder: lesson.toml, lesson.md and program.py. Plain data, read by load().
#pragma once
#include "catalogue/moment.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

namespace lesson {

// A folder that is no good lesson; what() is one sentence: file, line where there is one, what is wrong, what
// to do.
struct LessonError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

using Value = std::variant<bool, std::int64_t, double, std::string>; // the string is a choice's value

// As it is typed and written: "true", "3", "0.5", "gather".
std::string to_string(Value const& value);

// `from` stands exactly once in the program; `{value}` in `to` becomes the knob's value.
struct Replacement {
    std::string from;
    std::string to;
};

struct KnobChoice {
    std::string value;
    std::string label;
    std::string note; // what to look at with this choice; may be empty
    std::vector<Replacement> replace;
};

enum class KnobType { boolean, whole, number, choice };

// A what-if that a learner may turn.
struct Knob {
    std::string name;
    std::string label;
    std::string note;
    KnobType type = KnobType::boolean;
    Value default_value;
    double min = 0; // min, max, step: whole and number only
    double max = 0;
    double step = 1;
    std::vector<Value> samples; // what is verified: both, all, or default, min, max and what `samples` adds
    std::vector<Replacement> replace; // boolean: made when true; whole, number: always
    std::vector<KnobChoice> choices;
};

// Knob settings in which a step or question has its place: name -> the values that will do, as text.
using Only = std::map<std::string, std::vector<std::string>>;

// What is said when the run reaches a moment. `{fast}` stands for the value of the knob `fast`.
struct Narration {
    Moment moment;
    std::string say;
    Only only;
};

struct Answer {
    std::string text;
    bool right = false;
    std::string model;   // a wrong answer that is right under this wrong model, "calling-runs-it"; or
    std::string because; // says itself what is wrong with it
};

// Asked when the run reaches `moment`, before anything after it is shown. Exactly one answer is right.
struct Question {
    Moment moment;
    std::string text;
    std::vector<Answer> answers;
    std::string why;
    Only only;
};

struct Lesson {
    std::string id; // the folder's name
    std::string title;
    std::string idea;
    std::string misconception;
    int chapter = 0;
    std::string chapter_name;
    int order = 0;    // among the lessons of its chapter
    std::string tier; // "core" | "extra"
    std::vector<Knob> knobs;
    std::vector<Narration> steps;
    std::vector<Question> questions;
    std::string program; // program.py, whole
    std::string text;    // lesson.md, whole; parse_text() reads it
    std::filesystem::path folder;
};

} // namespace lesson
