#include "cli/input.hpp"
#include "cli/parts.hpp"
#include "kept/file.hpp"
#include "kept/folders.hpp"
#include "kept/text.hpp"
#include "shell/png.hpp"

#include <algorithm>
#include <cstdio>
#include <memory>

namespace cli {
namespace {

std::filesystem::path there(std::filesystem::path const& path) {
    if (path.empty()) throw Failure("There is no folder to keep anything in: HOME is not set.");
    return path;
}

kept::Progress kept_progress(std::filesystem::path const& path) {
    try {
        auto const text = kept::read_file(path);
        return text ? kept::read_progress(*text) : kept::Progress{};
    } catch (std::runtime_error const& error) {
        throw Failure(path.string() + " is damaged: " + error.what());
    }
}

void print(std::string const& id, kept::Lesson const& lesson) {
    std::printf("%s%s\n", id.c_str(), lesson.done ? ", done" : "");
    for (kept::Answer const& answer : lesson.answers) {
        std::string said = answer.how == kept::How::skipped ? "skipped"
                           : answer.how == kept::How::seen  ? "seen, not predicted"
                                                            : answer.choice;
        if (answer.right) said += *answer.right ? "  (so it was)" : "  (it was otherwise)";
        std::printf("   %s\n      %s\n", answer.question.c_str(), said.c_str());
    }
    for (kept::Goal const& goal : lesson.goals)
        if (goal.reached) std::printf("   %s\n      reached\n", goal.goal.c_str());
}

void print_answers(std::filesystem::path const& path) {
    auto const progress = kept_progress(path);
    for (auto const& [id, lesson] : progress.lessons)
        if (lesson.done || !lesson.answers.empty() || !lesson.goals.empty()) print(id, lesson);
    std::printf("They are kept in %s.\n", path.c_str());
}

void forget(std::filesystem::path const& path, std::vector<std::string> const& lessons) {
    kept::Lock const alone(path.parent_path());
    auto progress = kept_progress(path);
    if (lessons.empty()) progress = {};
    for (std::string const& id : lessons) {
        auto const found = progress.lessons.find(id);
        if (found == progress.lessons.end()) throw Failure("Nothing is kept of a lesson " + id + ".");
        progress.lessons.erase(found);
    }
    kept::write_file(path, kept::progress_text(progress));
}

int answers(std::vector<std::string> words) {
    auto const path = there(kept::folders_of_person().progress());
    std::string const action = words.empty() ? std::string() : words.front();
    if (!words.empty()) words.erase(words.begin());
    if (action.empty()) {
        print_answers(path);
    } else if (action == "export") {
        if (words.size() != 1) throw Failure("awaitscope answers export wants the name of one file.");
        std::string const problem = shell::save(words.front(), kept::answers_text(kept_progress(path)));
        if (!problem.empty()) throw Failure(problem);
    } else if (action == "forget") {
        forget(path, words);
    } else {
        throw Failure("awaitscope answers knows export and forget, not " + action + ".");
    }
    return exit_good;
}

int settings(std::vector<std::string> const& words) {
    auto const path = there(kept::folders_of_person().settings());
    if (words.empty()) {
        auto const text = kept::read_file(path);
        std::printf("%s%s", text ? text->c_str() : "Everything is as the program has it.\n",
                    ("They are kept in " + path.string() + ".\n").c_str());
    } else if (words.size() == 1 && words.front() == "reset") {
        if (kept::read_file(path)) kept::write_file(path, kept::settings_text({}));
    } else {
        throw Failure("awaitscope settings knows reset, not " + words.front() + ".");
    }
    return exit_good;
}

} // namespace

Command answers_command() {
    auto const words = std::make_shared<std::vector<std::string>>();
    return {"answers",
            "Says what you answered in the lessons; `answers export FILE` writes it, to be handed in",
            "answers export FILE writes the answers alone, as a text. answers forget [LESSON ...] forgets "
            "them, and "
            "where you were.\nThey stay on this machine, and are never sent anywhere.",
            "awaitscope answers export anna.toml",
            {{"ACTION", "export|forget", "What to do; without any, lists them", words.get()}},
            [words] { return answers(*words); }};
}

Command settings_command() {
    auto const words = std::make_shared<std::vector<std::string>>();
    return {"settings",
            "Says how the studio is set to look, and where that is kept; `settings reset` forgets it",
            "",
            "awaitscope settings reset",
            {{"ACTION", "reset", "What to do; without any, prints them", words.get()}},
            [words] { return settings(*words); }};
}

} // namespace cli
