#include "catalogue/scenarios.hpp"
#include "cli/input.hpp"
#include "cli/runs/parts.hpp"
#include "session/comparing/lines.hpp"
#include "session/diagnosis/diagnosis.hpp"

#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>

namespace cli {
namespace {

struct DiagnoseOptions {
    std::string lesson;
    std::vector<std::string> settings;
    std::string expected;
};

std::string text_of(std::string const& path) {
    if (path == "-") return {std::istreambuf_iterator<char>(std::cin), {}};
    std::ifstream file(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), {}};
    if (!file) throw Failure("Cannot read " + path + ": write there, line by line, what you expect.");
    return text;
}

void tell_models(lesson::Lesson const& lesson, lesson::Knobs const& knobs, session::Diagnosis const& found) {
    std::printf(found.fits.size() == 1 ? "You may think:\n"
                                       : "You may think one of these, which come to the same here:\n");
    for (aio::Models const each : found.fits) std::printf("  %s\n", session::belief_words(each).c_str());
    std::printf("As if that were so: awaitscope run %s%s --model %s\n", lesson.id.c_str(),
                lesson::typed(lesson, knobs).c_str(), aio::name_of(found.fits.front()).c_str());
}

void tell_difference(std::vector<std::string> const& expected, std::vector<std::string> const& real) {
    std::printf("Under no wrong model that we know, nor two, the program prints that. Yours (-), and what it "
                "prints (+):\n");
    for (session::ComparedLine const& line : session::compared_lines(expected, real)) {
        using In = session::ComparedLine::In;
        std::printf("  %c %s\n",
                    line.in == In::both    ? ' '
                    : line.in == In::first ? '-'
                                           : '+',
                    line.text.c_str());
    }
}

int diagnose_one(DiagnoseOptions const& options, lesson::Catalogue const& all) {
    if (options.expected.empty())
        throw Failure("Name a file with the lines that you expect, or - to type them.");
    lesson::Lesson const& lesson = lesson::find(all, options.lesson);
    lesson::Knobs const knobs = cli::knobs(lesson, options.settings);
    session::Prepared const prepared = session::prepare(lesson, knobs);
    auto const expected = session::written_lines(text_of(options.expected));
    session::Diagnosis const found = session::diagnose(prepared, expected);
    if (found.truth) {
        std::printf("That is what it prints.\n");
        return exit_good;
    }
    if (found.fits.empty())
        tell_difference(expected, session::lines_under(prepared, {}));
    else
        tell_models(lesson, knobs, found);
    return exit_bad;
}

// Each wrong model on each lesson: does what it prints tell it from the truth and from the others?
int diagnose_all(lesson::Catalogue const& all) {
    std::size_t told = 0, alike = 0, runs = 0;
    for (lesson::Lesson const& lesson : all.lessons) {
        if (lesson::scenario_of(lesson.id) == nullptr) continue;
        session::Prepared const prepared = session::prepare(lesson, lesson::defaults(lesson));
        std::printf("%s\n", lesson.id.c_str());
        for (aio::WrongModel const& each : aio::wrong_models()) {
            session::Diagnosis const found =
                session::diagnose(prepared, session::lines_under(prepared, each.model));
            ++runs;
            alike += found.truth;
            if (found.truth) continue;
            told += found.fits.size() == 1;
            std::string others;
            for (aio::Models const other : found.fits)
                if (!other.holds(each.model))
                    others += (others.empty() ? "; as with " : ", ") + aio::name_of(other);
            std::printf("  %s%s\n", std::string(each.name).c_str(), others.c_str());
        }
    }
    std::printf(
        "%zu runs under a wrong model: %zu print what the truth does, %zu are known as what they are, "
        "%zu as one of several\n",
        runs, alike, told, runs - alike - told);
    return exit_good;
}

int diagnose(DiagnoseOptions const& options) {
    auto const all = catalogue();
    if (!options.lesson.empty()) return diagnose_one(options, *all);
    if (!options.settings.empty()) throw Failure("--set is of a lesson: name one.");
    return diagnose_all(*all);
}

} // namespace

Command diagnose_command() {
    auto const options = std::make_shared<DiagnoseOptions>();
    return {
        "diagnose",
        "Says which wrong model of asyncio makes a lesson print what you expect",
        "Write what you expect it to print, line by line, before you run it. The exit code is 0 if it does, "
        "else 1.\n"
        "Without LESSON: each lesson under each wrong model, and what that can be told from.",
        "awaitscope diagnose create-task expected.txt",
        {{"LESSON", "", "Which one", &options->lesson},
         {"EXPECTED", "FILE", "Where your lines are; - to type them", &options->expected},
         settings_option(&options->settings)},
        [options] { return diagnose(*options); }};
}

} // namespace cli
