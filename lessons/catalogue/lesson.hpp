// A lesson as it stands in its folder: lesson.toml, lesson.md and program.py. Plain data, read by load().
#pragma once
#include "catalogue/moment.hpp"
#include "replay/answer.hpp"

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

// Where something stands in lesson.toml, for complaints that only a run can give rise to.
struct Written {
    int line = 0;
};

// What is said when the run reaches a moment. `{fast}` stands for the value of the knob `fast`, `{clock}` for
// the loop's clock there, `{output}` for the line printed last.
struct Narration {
    Moment moment;
    std::string say;
    Only only;
    Written written{};
};

struct Choice {
    std::string text; // empty: what the run answers, or the model's run
    bool right = false;
    std::string model;         // a wrong choice that is right under this wrong model, "calling-runs-it"; or
    std::string because;       // says itself what is wrong with it
    std::string misconception; // "M7", if this is what people believe: see misconceptions.hpp
    Only only{};               // where it is offered
    Written written{};
};

// What a question asks of the run between two moments; see replay/answer.hpp.
struct Asked {
    Moment asked;   // the run stops there until one has chosen
    Moment decided; // the run itself has shown the answer
    replay::Asks kind = replay::Asks::free;
    std::string of;
};

// Exactly one choice is right; which one, the run says, unless the kind is free.
struct Question {
    Asked about;
    std::string text;
    std::vector<Choice> choices;
    std::string why;
    std::vector<std::string> hides; // words that no panel shows between asked and decided
    Only only;
    Written written{};
};

// Variants that have no question, and why.
struct Unasked {
    Only only;
    std::string because;
};

// A local, a global or an attribute of one that is shown as a lane: "ready", "loop.ready".
struct Watch {
    std::string name;  // of the lane
    std::string value; // dotted
    std::string in;    // the function whose local it is; empty: the module's
    Written written{};
};

// How a goal is tried: by one of three ways, as Goal::by says.
struct Attempt {
    std::vector<Replacement> edit;
    std::map<std::string, std::string> knobs;
    std::vector<std::string> interventions; // "12 cancel t2"
    std::string because;                    // of a wrong one: why it does not get there
    Written written{};
};

enum class GoalBy { edit, choices, interventions };

// A task for the learner, reached when the run answers `is`.
struct Goal {
    std::string text;
    GoalBy by = GoalBy::edit;
    Asked about;
    std::string is;
    std::vector<std::string> hints;
    Attempt solution;
    std::vector<Attempt> wrong; // three
    Written written{};
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
    std::string needs_python; // "3.11": the oldest that runs it; empty: any
    std::vector<Narration> steps;
    std::vector<Question> questions;
    std::vector<Unasked> unasked;
    std::vector<Watch> watch;
    std::vector<int> outside; // lines whose sleep stands for the world outside: a server, a disk
    std::vector<Goal> goals;
    std::string program; // program.py, whole
    std::string text;    // lesson.md, whole; parse_text() reads it
    std::filesystem::path folder;
};

} // namespace lesson
