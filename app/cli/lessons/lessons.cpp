#include "cli/lessons/parts.hpp"

#include "catalogue/scenarios.hpp"
#include "cli/input.hpp"
#include "cli/parts.hpp"
#include "paper/handout.hpp"
#include "shell/png.hpp"
#include "trace/json.hpp"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <utility>

namespace cli {
namespace {

void add_field(std::string& out, std::string_view name, std::string_view value) {
    trace::append_json(out, name);
    out += ':';
    trace::append_json(out, value);
    out += ',';
}

char const* words(lesson::KnobType type) {
    switch (type) {
    case lesson::KnobType::boolean: return "bool";
    case lesson::KnobType::whole: return "int";
    case lesson::KnobType::number: return "number";
    case lesson::KnobType::choice: return "choice";
    }
    return "";
}

std::string json(lesson::Knob const& knob) {
    std::string out = "{";
    add_field(out, "name", knob.name);
    add_field(out, "label", knob.label);
    add_field(out, "type", words(knob.type));
    add_field(out, "default", lesson::to_string(knob.default_value));
    if (knob.type == lesson::KnobType::whole || knob.type == lesson::KnobType::number)
        out += "\"min\":" + lesson::to_string(knob.min) + ",\"max\":" + lesson::to_string(knob.max) + ",";
    out += "\"samples\":[";
    for (std::size_t i = 0; i < knob.samples.size(); ++i) {
        if (i > 0) out += ',';
        trace::append_json(out, lesson::to_string(knob.samples[i]));
    }
    return out + "]}";
}

std::string json(lesson::Lesson const& lesson) {
    std::string out = "{";
    add_field(out, "id", lesson.id);
    add_field(out, "title", lesson.title);
    add_field(out, "idea", lesson.idea);
    add_field(out, "misconception", lesson.misconception);
    out += "\"chapter\":" + std::to_string(lesson.chapter) + ",";
    add_field(out, "chapter_name", lesson.chapter_name);
    add_field(out, "tier", lesson.tier);
    out +=
        std::string("\"miniature\":") + (lesson::scenario_of(lesson.id) ? "true" : "false") + ",\"knobs\":[";
    for (std::size_t i = 0; i < lesson.knobs.size(); ++i) out += (i > 0 ? "," : "") + json(lesson.knobs[i]);
    return out + "]}";
}

void print_json(lesson::Catalogue const& all) {
    std::string out = "[\n";
    for (std::size_t i = 0; i < all.lessons.size(); ++i)
        out += json(all.lessons[i]) + (i + 1 < all.lessons.size() ? ",\n" : "\n");
    out += "]\n";
    std::fwrite(out.data(), 1, out.size(), stdout);
}

// What stands after --set: "how=gather|one-by-one  fast=0..5".
std::string settings(lesson::Lesson const& lesson) {
    std::string out;
    for (lesson::Knob const& knob : lesson.knobs) {
        out += (out.empty() ? "" : "  ") + knob.name + "=";
        if (knob.type == lesson::KnobType::boolean) {
            out += "true|false";
        } else if (knob.type == lesson::KnobType::choice) {
            for (std::size_t i = 0; i < knob.choices.size(); ++i)
                out += (i > 0 ? "|" : "") + knob.choices[i].value;
        } else {
            out += lesson::to_string(knob.min) + ".." + lesson::to_string(knob.max);
        }
    }
    return out;
}

void print(lesson::Catalogue const& all) {
    std::size_t width = 0;
    for (lesson::Lesson const& lesson : all.lessons) width = std::max(width, lesson.id.size());
    int chapter = -1;
    for (lesson::Lesson const& lesson : all.lessons) {
        if (lesson.chapter != chapter) {
            std::printf("%s%d  %s\n", chapter < 0 ? "" : "\n", lesson.chapter, lesson.chapter_name.c_str());
            chapter = lesson.chapter;
        }
        std::printf("   %-*s  %s\n", static_cast<int>(width), lesson.id.c_str(), lesson.title.c_str());
        if (std::string const knobs = settings(lesson); !knobs.empty())
            std::printf("   %-*s  what if: %s\n", static_cast<int>(width), "", knobs.c_str());
    }
}

// "X.html" and "X-answers.html".
int write_sheet(std::vector<std::string> const& ids, std::string const& output) {
    std::string const ending = ".html";
    if (!output.ends_with(ending) || output.size() == ending.size())
        throw Failure("--sheet wants -o with a name that ends in .html.");
    std::string const answers = output.substr(0, output.size() - ending.size()) + "-answers" + ending;
    paper::Handout const made = paper::handout(catalogue(), ids);
    for (auto const& [name, text] : {std::pair(output, made.questions), std::pair(answers, made.answers)})
        if (std::string const problem = shell::save(name, text); !problem.empty()) throw Failure(problem);
    std::printf("%zu questions: %s\nTheir answers: %s\n", made.count, output.c_str(), answers.c_str());
    return exit_good;
}

} // namespace

Command lessons_command() {
    struct Options {
        bool json = false;
        std::vector<std::string> words;
        std::string python;
        bool sheet = false;
        std::string output;
        std::string results;
        std::string from;
    };
    auto const options = std::make_shared<Options>();
    return {
        "lessons",
        "Lists the lessons and their knobs; prints their questions; says what is wrong with them",
        "lessons check [LESSON|FOLDER ...] runs every variant, and each belief that a question names. "
        "Exit code 1: "
        "something is wrong. lessons new ID [--from PROGRAM.py] makes a folder to write in; lessons record "
        "FOLDER "
        "... runs its variants on CPython and ships what is recorded. lessons --sheet [LESSON ...] -o X.html "
        "writes the questions with room for "
        "answers, and X-answers.html with the answers and a picture of each. lessons --results FOLDER "
        "sums up "
        "what learners handed in (answers export FILE.toml): what was answered wrongly most often comes "
        "first.",
        "awaitscope lessons check gather-order",
        {{"ACTION", "check|new|record",
          "What to do, and with which; of a sheet: what it is of. Without any, all lessons", &options->words},
         {"--from", "PROGRAM.py", "new: the lesson's program", &options->from},
         {"--sheet", "", "Writes a handout of the questions, for paper", &options->sheet},
         {"-o,--output", "X.html", "Sheet: where it goes; the answers go beside it", &options->output},
         {"--results", "FOLDER", "Sums up the answers that learners handed in, one file each",
          &options->results},
         {"--json", "", "As JSON, with everything about each lesson", &options->json},
         {"--python", "PROGRAM", "check: which CPython tries edited programs; without it, one that is there",
          &options->python}},
        [options] {
            auto words = options->words;
            if (!options->results.empty()) {
                if (!words.empty() || options->sheet) throw Failure("--results stands alone.");
                return print_results(options->results);
            }
            if (options->sheet) return write_sheet(words, options->output);
            if (!options->output.empty()) throw Failure("-o is for --sheet.");
            if (!words.empty()) {
                std::string const action = words.front();
                words.erase(words.begin());
                if (action == "new") {
                    if (words.size() != 1) throw Failure("awaitscope lessons new wants one id.");
                    return new_lesson(words.front(), options->from);
                }
                if (!options->from.empty()) throw Failure("--from is for awaitscope lessons new.");
                if (action == "record") return record_lessons(words);
                if (action != "check")
                    throw Failure("awaitscope lessons knows check, new and record, not " + action + ".");
                return check_lessons(words, options->python);
            }
            auto const all = catalogue();
            options->json ? print_json(*all) : print(*all);
            for (lesson::BrokenLesson const& broken : all->broken)
                std::fprintf(stderr, "awaitscope: %s\n", broken.problem.c_str());
            return all->broken.empty() ? exit_good : exit_bad;
        }};
}

} // namespace cli
