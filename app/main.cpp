// Arguments -> subcommand.
#include "catalogue/nearest.hpp"
#include "cli/command.hpp"
#include "cli/input.hpp"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

namespace {

bool is_command(CLI::App const& app, std::string const& word) {
    auto const commands =
        app.get_subcommands([&](CLI::App const* command) { return command->get_name() == word; });
    return !word.empty() && !commands.empty();
}

std::vector<std::string> command_names(CLI::App const& app) {
    std::vector<std::string> names;
    for (CLI::App const* command : app.get_subcommands([](CLI::App const*) { return true; }))
        if (!command->get_name().empty()) names.push_back(command->get_name());
    return names;
}

// A lesson or a file stands for itself: "awaitscope gather-order" opens it. So does nothing at all.
std::vector<std::string> completed(CLI::App const& app, std::vector<std::string> words) {
    if (words.empty()) return {"open"};
    std::string const first = words.front();
    if (first.starts_with("-")) {
        for (char const* own : {"-h", "--help", "--version"})
            if (first == own) return words;
        words.insert(words.begin(), "open");
        return words;
    }
    if (is_command(app, first)) return words;
    auto const all = cli::catalogue();
    std::vector<std::string> known = command_names(app);
    for (lesson::Lesson const& lesson : all->lessons) known.push_back(lesson.id);
    bool const is_lesson = std::any_of(all->lessons.begin(), all->lessons.end(),
                                       [&](auto const& lesson) { return lesson.id == first; });
    if (!is_lesson && !cli::means_file(first, *all)) {
        std::string const meant = lesson::nearest(first, known);
        throw cli::Failure("There is no command, lesson or file " + first +
                           (meant.empty() ? ". See awaitscope --help." : "; did you mean " + meant + "?"));
    }
    words.insert(words.begin(), "open");
    return words;
}

int run(int count, char** arguments) {
    int exit_code = cli::exit_good;
    CLI::App app("Awaitscope shows what async/await really does: step through a run, forward and back.",
                 "awaitscope");
    app.set_version_flag("--version", "awaitscope " AWAITSCOPE_VERSION, "Says which version this is");
    app.footer("A lesson or a recorded file alone opens it: awaitscope gather-order\n"
               "Each command explains itself: awaitscope run --help");
    app.require_subcommand(0, 1);
    cli::add_open(app, exit_code);
    cli::add_lessons(app, exit_code);
    cli::add_run(app, exit_code);
    cli::add_record(app, exit_code);
    cli::add_show(app, exit_code);
    cli::add_events(app, exit_code);
    cli::add_render(app, exit_code);
    cli::add_verify(app, exit_code);
    cli::add_check(app, exit_code);
    cli::add_bench(app, exit_code);

    std::vector<std::string> words = completed(app, {arguments + 1, arguments + count});
    std::string const command = words.empty() ? "" : words.front();
    try {
        std::reverse(words.begin(), words.end()); // as CLI11 wants them
        app.parse(std::move(words));
    } catch (CLI::ParseError const& error) {
        if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) return app.exit(error);
        std::string const which = is_command(app, command) ? "awaitscope " + command : "awaitscope";
        throw cli::Failure(std::string(error.what()) + ". See " + which + " --help.");
    }
    return exit_code;
}

} // namespace

int main(int count, char** arguments) {
    try {
        return run(count, arguments);
    } catch (std::exception const& error) {
        std::string sentence = error.what();
        if (!sentence.empty() && sentence.back() != '.' && sentence.back() != '?') sentence += '.';
        std::fprintf(stderr, "awaitscope: %s\n", sentence.c_str());
        return cli::exit_usage;
    }
}
