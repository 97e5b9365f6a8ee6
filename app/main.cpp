// Arguments -> subcommand.
#include "catalogue/nearest.hpp"
#include "cli/input.hpp"
#include "cli/parts.hpp"
#include "cli/runs/parts.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace {

std::vector<cli::Command> all_commands() {
    return {cli::open_command(),   cli::lessons_command(), cli::lecture_command(), cli::models_command(),
            cli::run_command(),    cli::explore_command(), cli::compare_command(), cli::diagnose_command(),
            cli::record_command(), cli::show_command(),    cli::events_command(),  cli::render_command(),
            cli::verify_command(), cli::check_command(),   cli::answers_command(), cli::settings_command(),
            cli::fuzz_command(),   cli::bench_command()};
}

// "--lessons DIR", anywhere but among a recorded program's own words, adds a folder of lessons.
std::vector<std::string> without_folders(std::vector<std::string> words) {
    std::string folders;
    for (std::size_t i = 0; i < words.size() && words[i] != "record" && words[i] != "--";) {
        if (words[i] != "--lessons") {
            ++i;
            continue;
        }
        if (i + 1 == words.size()) throw cli::Failure("--lessons wants the folder that holds the lessons.");
        std::error_code error;
        if (!std::filesystem::is_directory(words[i + 1], error))
            throw cli::Failure("--lessons: there is no folder " + words[i + 1] + ".");
        folders += (folders.empty() ? "" : ":") + std::filesystem::absolute(words[i + 1]).string();
        auto const from = words.begin() + static_cast<std::ptrdiff_t>(i);
        words.erase(from, from + 2);
    }
    if (!folders.empty()) setenv("AWAITSCOPE_MORE_LESSONS", folders.c_str(), 1);
    return words;
}

// A lesson or a file stands for itself: "awaitscope gather-order" opens it. So does nothing at all.
std::vector<std::string> completed(std::vector<cli::Command> const& commands,
                                   std::vector<std::string> words) {
    if (words.empty()) return {"open"};
    std::string const first = words.front();
    if (first == "-h" || first == "--help" || first == "--version") return words;
    std::vector<std::string> known;
    known.reserve(commands.size());
    for (cli::Command const& command : commands) known.push_back(command.name);
    if (std::find(known.begin(), known.end(), first) != known.end()) return words;
    if (!first.starts_with("-")) {
        auto const all = cli::catalogue();
        if (!cli::means_lesson(first, *all) && !cli::means_file(first, *all)) {
            for (lesson::Lesson const& lesson : all->lessons) known.push_back(lesson.id);
            std::string const meant = lesson::nearest(first, known);
            throw cli::Failure(
                "There is no command, lesson or file " + first +
                (meant.empty() ? ". See awaitscope --help." : "; did you mean " + meant + "?"));
        }
    }
    words.insert(words.begin(), "open");
    return words;
}

} // namespace

int main(int count, char** arguments) {
    try {
        std::vector<cli::Command> const commands = all_commands();
        return cli::run_words(commands,
                              completed(commands, without_folders({arguments + 1, arguments + count})));
    } catch (std::exception const& error) {
        std::string sentence = error.what();
        if (!sentence.empty() && sentence.back() != '.' && sentence.back() != '?') sentence += '.';
        std::fprintf(stderr, "awaitscope: %s\n", sentence.c_str());
        return cli::exit_usage;
    }
}
