#include "catalogue/program.hpp"
#include "catalogue/scenarios.hpp"
#include "cli/input.hpp"
#include "cli/parts.hpp"
#include "cpython/recorder.hpp"
#include "judge/find.hpp"
#include "replay/compare.hpp"
#include "session/miniature.hpp"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <utility>

namespace cli {
namespace {

// One lesson with one setting of its knobs, on both engines.
struct Variant {
    std::size_t compared = 0;
    std::string report; // what differs, in full; empty if nothing does
};

std::string output_difference(session::Recording const& mini, judge::Recorded const& cpython, int exit_code) {
    if (mini.output == cpython.output && mini.exit_code == exit_code) return {};
    return "the traces agree, but what the programs printed or their exit codes do not:\n--- miniature, exit "
           "code " +
           std::to_string(mini.exit_code) + "\n" + mini.output + "--- CPython, exit code " +
           std::to_string(exit_code) + "\n" + cpython.output;
}

// The recorder knows them, the miniature does not follow them: what is printed must be the same, and no more.
bool is_old(judge::Warm const& python) { return !aio::is_followed(python.version()); }

bool runs_on(lesson::Lesson const& lesson, judge::Warm const& python) {
    auto const needed = aio::parse_python_version(lesson.needs_python);
    if (!needed) return true;
    return std::pair(python.version().major, python.version().minor) >=
           std::pair(needed->major, needed->minor);
}

Variant verify(lesson::Lesson const& lesson, lesson::Knobs const& knobs, judge::Warm& python) {
    auto recorded = std::move(python.record({lesson::variant(lesson, knobs).text}).front());
    recorded.log.header().knobs = lesson::changed(lesson, knobs); // they are set in the program's text
    aio::ProgramOptions under;
    if (!is_old(python)) under.rules = aio::rules_of(python.version());
    session::Recording const mini = session::run_miniature(lesson, knobs, std::move(under));
    auto const comparison = is_old(python) ? replay::Comparison{} : replay::compare(mini.log, recorded.log);
    Variant variant{comparison.compared, {}};
    if (!comparison.agree && !is_old(python))
        variant.report = comparison.difference ? comparison.difference->text : "the traces differ";
    else
        variant.report =
            output_difference(mini, recorded, recorded.log.end() ? recorded.log.end()->exit_code : -1);
    return variant;
}

std::vector<lesson::Lesson const*> chosen(lesson::Catalogue const& all,
                                          std::vector<std::string> const& names) {
    std::vector<lesson::Lesson const*> lessons;
    lessons.reserve(names.empty() ? all.lessons.size() : names.size());
    for (std::string const& name : names) lessons.push_back(&lesson::find(all, name));
    if (names.empty())
        for (lesson::Lesson const& lesson : all.lessons) lessons.push_back(&lesson);
    return lessons;
}

// One line of a lesson; false if a variant of it differs. What differs is told in full if it is the `first`
// time.
bool verify(lesson::Lesson const& lesson, std::vector<lesson::Knobs> const& samples, judge::Warm& python,
            int width, bool first) {
    std::size_t good = 0;
    std::size_t compared = 0;
    std::string report;
    std::string label;
    for (lesson::Knobs const& knobs : samples) {
        Variant variant = verify(lesson, knobs, python);
        compared += variant.compared;
        if (variant.report.empty()) {
            ++good;
        } else if (report.empty()) {
            report = std::move(variant.report);
            label = lesson::label(knobs);
        }
    }
    if (report.empty()) {
        if (is_old(python))
            std::printf("%-*s  %s print the same\n", width, lesson.id.c_str(),
                        counted(samples.size(), "variant").c_str());
        else
            std::printf("%-*s  %s agree, %zu events compared\n", width, lesson.id.c_str(),
                        counted(samples.size(), "variant").c_str(), compared);
    } else {
        std::printf("%-*s  %zu of %s agree; the first that does not: %s\n", width, lesson.id.c_str(), good,
                    counted(samples.size(), "variant").c_str(), label.c_str());
        if (first) std::printf("%s%s", report.c_str(), report.ends_with('\n') ? "" : "\n");
    }
    std::fflush(stdout);
    return report.empty();
}

struct VerifyOptions {
    std::vector<std::string> names;
    std::string python;
};

int verify(VerifyOptions const& options) {
    auto const all = catalogue();
    auto const lessons = chosen(*all, options.names);
    std::size_t width = 0;
    for (lesson::Lesson const* lesson : lessons) width = std::max(width, lesson->id.size());
    auto const python =
        judge::start(options.python, cpython::recorder_script(), judge::Versions{.since = {3, 8, 0}});
    std::size_t newer = 0;
    std::size_t tried = 0;
    std::size_t good = 0;
    std::size_t variants = 0;
    for (lesson::Lesson const* lesson : lessons) {
        if (lesson::scenario_of(lesson->id) == nullptr) {
            std::printf("%s runs on CPython only: there is nothing to compare\n", lesson->id.c_str());
            continue;
        }
        if (!runs_on(*lesson, *python)) {
            std::printf("%s needs Python %s\n", lesson->id.c_str(), lesson->needs_python.c_str());
            ++newer;
            continue;
        }
        auto const samples = lesson::all_samples(*lesson);
        good += verify(*lesson, samples, *python, static_cast<int>(width), good == tried) ? 1U : 0U;
        ++tried;
        variants += samples.size();
    }
    std::printf("%zu of %s %s CPython %s, %s\n", good, counted(tried, "lesson").c_str(),
                is_old(*python) ? tried == 1 ? "prints the same as" : "print the same as"
                : tried == 1    ? "agrees with"
                                : "agree with",
                to_string(python->version()).c_str(), counted(variants, "variant").c_str());
    if (newer > 0) std::printf("%s not tried: it needs a newer Python\n", counted(newer, "lesson").c_str());
    return good == tried && all->broken.empty() ? exit_good : exit_bad;
}

} // namespace

Command verify_command() {
    auto const options = std::make_shared<VerifyOptions>();
    return {
        "verify",
        "Runs lessons on the miniature and on real CPython, with every what-if, and compares event by event",
        "Exit code 1: something differs.",
        "awaitscope verify gather-order",
        {{"LESSON", "", "Which ones; without any, all", &options->names},
         {"--python", "PROGRAM",
          "3.11, 3.12 or 3.13, or 3.8 to 3.10, which only print the same; without it, python3 or another "
          "that is there",
          &options->python}},
        [options] { return verify(*options); }};
}

} // namespace cli
