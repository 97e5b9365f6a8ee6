#include "catalogue/load_knobs.hpp"

#include "catalogue/knobs.hpp"
#include "catalogue/nearest.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace lesson {
namespace {

// Names and choices are part of file names and of command lines.
bool is_name(std::string const& text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '-' ||
               letter == '_';
    });
}

KnobType type_of(Table const& table) {
    std::string const type = table.text("type");
    if (type == "bool") return KnobType::boolean;
    if (type == "int") return KnobType::whole;
    if (type == "number") return KnobType::number;
    if (type == "choice") return KnobType::choice;
    table.fail("unknown type `" + type + "`; a knob is bool, int, number or choice", "type");
}

// Reads a value of the knob by the rules a learner's own settings obey.
Value value_of(Knob const& knob, std::string const& text, Table const& table, std::string_view key) {
    Lesson lesson;
    lesson.knobs.push_back(knob);
    try {
        return with(lesson, {}, knob.name, text).values.at(knob.name);
    } catch (LessonError const& error) {
        table.fail("`" + std::string(key) + "`: " + error.what(), key);
    }
}

std::vector<Value> samples_of(Knob const& knob, Table const& table) {
    std::vector<Value> samples{knob.default_value};
    auto const add = [&](Value value) {
        if (std::find(samples.begin(), samples.end(), value) == samples.end())
            samples.push_back(std::move(value));
    };
    switch (knob.type) {
    case KnobType::boolean:
        add(false);
        add(true);
        break;
    case KnobType::whole:
        add(static_cast<std::int64_t>(knob.min));
        add(static_cast<std::int64_t>(knob.max));
        break;
    case KnobType::number:
        add(knob.min);
        add(knob.max);
        break;
    case KnobType::choice:
        for (KnobChoice const& choice : knob.choices) add(choice.value);
        break;
    }
    for (std::string const& text : table.typed_list("samples")) add(value_of(knob, text, table, "samples"));
    return samples;
}

std::vector<KnobChoice> choices_of(Knob const& knob, Table const& table) {
    std::vector<KnobChoice> choices;
    std::set<std::string> values;
    for (Table const& each :
         table.tables("choice", "[[knob.choice]]", {"value", "label", "note", "replace"})) {
        KnobChoice choice{each.text("value"), each.text("label"), each.text_or_empty("note"),
                          each.replacements("replace")};
        if (!is_name(choice.value))
            each.fail("the choice `" + choice.value + "` may hold small letters, digits, - and _ only",
                      "value");
        if (!values.insert(choice.value).second)
            each.fail("the choice `" + choice.value + "` of `" + knob.name + "` is there twice; rename one",
                      "value");
        choices.push_back(std::move(choice));
    }
    if (choices.size() < 2) table.fail("the knob `" + knob.name + "` needs two [[knob.choice]] or more");
    return choices;
}

Knob knob_of(Table const& table) {
    Knob knob;
    knob.name = table.text("name");
    if (!is_name(knob.name))
        table.fail("the name `" + knob.name + "` may hold small letters, digits, - and _ only", "name");
    knob.label = table.text("label");
    knob.note = table.text_or_empty("note");
    knob.type = type_of(table);
    bool const counts = knob.type == KnobType::whole || knob.type == KnobType::number;
    for (char const* const key : {"min", "max", "step"})
        if (!counts && table.has(key))
            table.fail("`" + std::string(key) + "` is for knobs of type int and number; leave it out", key);
    if (counts) {
        knob.min = table.number("min");
        knob.max = table.number("max");
        if (table.has("step")) knob.step = table.number("step");
        if (!(knob.min < knob.max)) table.fail("`min` must be less than `max`", "min");
        if (!(knob.step > 0)) table.fail("`step` must be more than 0", "step");
        if (knob.type == KnobType::whole)
            for (double const number : {knob.min, knob.max, knob.step})
                if (number != std::floor(number) || std::abs(number) > 1e15)
                    table.fail("`min`, `max` and `step` of an int must be whole numbers");
    }
    if (knob.type == KnobType::choice) {
        if (table.has("replace"))
            table.fail("`replace` of a choice stands in its [[knob.choice]]", "replace");
        knob.choices = choices_of(knob, table);
    } else {
        if (table.has("choice")) table.fail("only a knob of type choice has [[knob.choice]]", "choice");
        knob.replace = table.replacements("replace");
        if (knob.replace.empty())
            table.fail("the knob `" + knob.name +
                       "` changes nothing; give it `replace` = [[\"from\", \"to\"]]");
    }
    knob.default_value = value_of(knob, table.typed("default"), table, "default");
    knob.samples = samples_of(knob, table);
    return knob;
}

} // namespace

std::vector<Knob> load_knobs(Table const& top) {
    std::vector<Knob> knobs;
    for (Table const& table : top.tables("knob", "[[knob]]",
                                         {"name", "label", "note", "type", "default", "min", "max", "step",
                                          "samples", "replace", "choice"})) {
        Knob knob = knob_of(table);
        for (Knob const& other : knobs)
            if (other.name == knob.name)
                table.fail("the knob `" + knob.name + "` is there twice; rename one", "name");
        knobs.push_back(std::move(knob));
    }
    return knobs;
}

void check(Only const& only, Lesson const& lesson, Table const& table) {
    for (auto const& [name, values] : only)
        for (std::string const& value : values) {
            try {
                (void)with(lesson, {}, name, value);
            } catch (LessonError const& error) {
                table.fail(std::string("`only`: ") + error.what(), "only");
            }
        }
}

} // namespace lesson
