#include "catalogue/knobs.hpp"

#include "catalogue/nearest.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <locale>
#include <optional>
#include <sstream>

namespace lesson {
namespace {

std::string shown(double number) {
    std::array<char, 32> digits{};
    auto const [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    return {digits.data(), end};
}

std::optional<std::int64_t> parse_whole(std::string_view text) {
    std::int64_t number{};
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

// As std::from_chars would, which libc++ has for whole numbers only.
std::optional<double> parse_number(std::string_view text) {
    if (text.empty() || text.front() == '+') return std::nullopt;
    if (text.find_first_not_of("0123456789+-.eE") != std::string_view::npos) return std::nullopt;
    std::istringstream in{std::string(text)};
    in.imbue(std::locale::classic());
    double number{};
    if (!(in >> number) || in.peek() != std::istringstream::traits_type::eof()) return std::nullopt;
    return number;
}

template <class T>
T const& get(Knobs const& knobs, std::string_view name) {
    auto const found = knobs.values.find(name);
    if (found == knobs.values.end())
        throw LessonError("the lesson has no knob `" + std::string(name) + "`; declare it in lesson.toml");
    if (T const* const value = std::get_if<T>(&found->second)) return *value;
    throw LessonError("the knob `" + std::string(name) + "` is of another type than the scenario asks for");
}

[[noreturn]] void refuse(Knob const& knob, std::string const& wanted, std::string_view given) {
    throw LessonError(knob.name + " must be " + wanted + ", not " +
                      (given.empty() ? "empty" : std::string(given)));
}

std::string range(Knob const& knob) { return " from " + shown(knob.min) + " to " + shown(knob.max); }

Value parse(Knob const& knob, std::string_view text) {
    switch (knob.type) {
    case KnobType::boolean:
        if (text == "true") return true;
        if (text == "false") return false;
        refuse(knob, "true or false", text);
    case KnobType::whole: {
        auto const number = parse_whole(text);
        if (!number || static_cast<double>(*number) < knob.min || static_cast<double>(*number) > knob.max)
            refuse(knob, "a whole number" + range(knob), text);
        return *number;
    }
    case KnobType::number: {
        auto const number = parse_number(text);
        if (!number || !(*number >= knob.min && *number <= knob.max))
            refuse(knob, "a number" + range(knob), text);
        return *number;
    }
    case KnobType::choice: break;
    }
    std::vector<std::string> values;
    values.reserve(knob.choices.size());
    for (KnobChoice const& choice : knob.choices) values.push_back(choice.value);
    if (std::find(values.begin(), values.end(), text) == values.end())
        refuse(knob, "one of: " + listed(values), text);
    return std::string(text);
}

} // namespace

std::string fill(std::string text, Knobs const& knobs) {
    for (auto const& [name, value] : knobs.values) {
        std::string const place = "{" + name + "}";
        std::string const shown_value = to_string(value);
        for (std::size_t at = text.find(place); at != std::string::npos;
             at = text.find(place, at + shown_value.size()))
            text.replace(at, place.size(), shown_value);
    }
    return text;
}

std::string to_string(Value const& value) {
    if (bool const* const flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
    if (auto const* const whole = std::get_if<std::int64_t>(&value)) return std::to_string(*whole);
    if (double const* const number = std::get_if<double>(&value)) return shown(*number);
    return std::get<std::string>(value);
}

bool Knobs::flag(std::string_view name) const { return get<bool>(*this, name); }
std::int64_t Knobs::whole(std::string_view name) const { return get<std::int64_t>(*this, name); }
std::string const& Knobs::choice(std::string_view name) const { return get<std::string>(*this, name); }
double Knobs::number(std::string_view name) const {
    auto const found = values.find(name);
    if (found != values.end() && std::holds_alternative<std::int64_t>(found->second))
        return static_cast<double>(std::get<std::int64_t>(found->second));
    return get<double>(*this, name);
}

Knobs defaults(Lesson const& lesson) {
    Knobs knobs;
    for (Knob const& knob : lesson.knobs) knobs.values[knob.name] = knob.default_value;
    return knobs;
}

Knobs with(Lesson const& lesson, Knobs knobs, std::string_view name, std::string_view value) {
    std::vector<std::string> names;
    for (Knob const& knob : lesson.knobs) {
        if (knob.name == name) {
            knobs.values[knob.name] = parse(knob, value);
            return knobs;
        }
        names.push_back(knob.name);
    }
    throw LessonError("unknown knob " + std::string(name) +
                      (names.empty() ? "; this lesson has none" : "; this lesson has: " + listed(names)));
}

std::vector<Knobs> all_samples(Lesson const& lesson) {
    std::vector<Knobs> all{defaults(lesson)};
    for (Knob const& knob : lesson.knobs) {
        std::vector<Knobs> const before = all;
        for (Value const& sample : knob.samples) {
            if (sample == knob.default_value) continue;
            for (Knobs knobs : before) {
                knobs.values[knob.name] = sample;
                all.push_back(std::move(knobs));
            }
        }
    }
    return all;
}

std::map<std::string, std::string> changed(Lesson const& lesson, Knobs const& knobs) {
    std::map<std::string, std::string> result;
    Knobs const usual = defaults(lesson);
    for (auto const& [name, value] : knobs.values)
        if (auto const found = usual.values.find(name); found == usual.values.end() || found->second != value)
            result[name] = to_string(value);
    return result;
}

std::string typed(Lesson const& lesson, Knobs const& knobs) {
    std::string words;
    for (auto const& [name, value] : changed(lesson, knobs))
        words.append(" --set ").append(name).append("=").append(value);
    return words;
}

std::string label(Knobs const& knobs) {
    std::string text;
    for (auto const& [name, value] : knobs.values)
        text += (text.empty() ? "" : ",") + name + "=" + to_string(value);
    return text.empty() ? "default" : text;
}

bool holds(Only const& only, Knobs const& knobs) {
    return std::all_of(only.begin(), only.end(), [&](auto const& wanted) {
        auto const found = knobs.values.find(wanted.first);
        return found != knobs.values.end() && std::find(wanted.second.begin(), wanted.second.end(),
                                                        to_string(found->second)) != wanted.second.end();
    });
}

std::vector<Narration> steps(Lesson const& lesson, Knobs const& knobs) {
    std::vector<Narration> told;
    for (Narration step : lesson.steps) {
        if (!holds(step.only, knobs)) continue;
        step.say = fill(std::move(step.say), knobs);
        told.push_back(std::move(step));
    }
    return told;
}

std::vector<Question> questions(Lesson const& lesson, Knobs const& knobs) {
    std::vector<Question> asked;
    for (Question question : lesson.questions) {
        if (!holds(question.only, knobs)) continue;
        question.text = fill(std::move(question.text), knobs);
        question.why = fill(std::move(question.why), knobs);
        for (std::string& word : question.hides) word = fill(std::move(word), knobs);
        std::erase_if(question.choices, [&](Choice const& choice) { return !holds(choice.only, knobs); });
        for (Choice& choice : question.choices) {
            choice.text = fill(std::move(choice.text), knobs);
            choice.because = fill(std::move(choice.because), knobs);
        }
        asked.push_back(std::move(question));
    }
    return asked;
}

} // namespace lesson
