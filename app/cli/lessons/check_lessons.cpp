#include "cli/lessons/parts.hpp"

#include "catalogue/load.hpp"
#include "catalogue/program.hpp"
#include "catalogue/scenarios.hpp"
#include "cli/input.hpp"
#include "cli/parts.hpp"
#include "cpython/recorder.hpp"
#include "judge/find.hpp"
#include "session/check/lesson_check.hpp"
#include "views/screen/giveaway.hpp"

#include <cstdio>
#include <filesystem>
#include <memory>

namespace cli {
namespace {

struct Found {
    std::vector<lesson::Lesson> lessons;
    std::vector<std::string> broken;
};

void add_folder(Found& found, std::filesystem::path const& folder) {
    if (std::filesystem::exists(folder / "lesson.toml")) {
        try {
            found.lessons.push_back(lesson::load(folder));
        } catch (lesson::LessonError const& error) {
            found.broken.emplace_back(error.what());
        }
        return;
    }
    auto all = lesson::catalogue(folder);
    if (all.lessons.empty() && all.broken.empty())
        throw Failure(folder.string() +
                      " holds no lesson: a lesson is a folder with lesson.toml, lesson.md and program.py.");
    for (auto& each : all.lessons) found.lessons.push_back(std::move(each));
    for (auto const& each : all.broken) found.broken.push_back(each.problem);
}

Found find(std::vector<std::string> const& places) {
    Found found;
    auto const all = catalogue();
    if (places.empty()) {
        found.lessons = all->lessons;
        for (auto const& each : all->broken) found.broken.push_back(each.problem);
    }
    for (std::string const& place : places) {
        bool const is_folder = std::filesystem::is_directory(place);
        if (is_folder)
            add_folder(found, place);
        else
            found.lessons.push_back(lesson::find(*all, place));
    }
    return found;
}

// What panels say too early, variant by variant.
std::vector<session::Complaint> given_away(lesson::Lesson const& lesson) {
    std::vector<session::Complaint> found;
    auto const nothing = std::make_shared<lesson::Catalogue const>();
    for (lesson::Knobs const& knobs : lesson::all_samples(lesson)) {
        session::Session session = session::new_session(nothing);
        session::open_lesson(session, lesson, knobs);
        for (auto const& each : ui::given_away(session))
            found.push_back({session.lesson->narration.questions[each.question].question.written.line,
                             "`" + each.word + "` is hidden until this is decided, but at event " +
                                 std::to_string(each.position) + " the " + each.panel + " says: " + each.text,
                             lesson::label(knobs)});
    }
    return found;
}

session::RunPython on_cpython(std::string const& named, std::unique_ptr<judge::Warm>& warm) {
    return [&named, &warm](std::string const& program) -> std::shared_ptr<session::Run const> {
        if (!warm) warm = judge::start(named, cpython::recorder_script());
        return session::make_run(std::move(warm->record({program}).front().log));
    };
}

} // namespace

int check_lessons(std::vector<std::string> const& places, std::string const& python) {
    Found const found = find(places);
    std::unique_ptr<judge::Warm> warm;
    auto const run_python = on_cpython(python, warm);
    std::size_t mistakes = found.broken.size();
    std::size_t variants = 0;
    for (std::string const& problem : found.broken) std::printf("%s\n", problem.c_str());
    for (lesson::Lesson const& lesson : found.lessons) {
        auto complaints = session::check_lesson(lesson, run_python);
        if (complaints.empty() && lesson::scenario_of(lesson.id) != nullptr) complaints = given_away(lesson);
        for (auto const& each : complaints) std::printf("%s\n", to_string(lesson, each).c_str());
        mistakes += complaints.size();
        variants += lesson::all_samples(lesson).size();
    }
    std::printf("%s, %s: %s\n", counted(found.lessons.size(), "lesson").c_str(),
                counted(variants, "variant").c_str(),
                mistakes == 0 ? "no mistake found" : counted(mistakes, "mistake").c_str());
    return mistakes == 0 ? exit_good : exit_bad;
}

} // namespace cli
