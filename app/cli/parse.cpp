#include "cli/parts.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>

namespace cli {
namespace {

void add(CLI::App& app, Option const& option) {
    CLI::Option* added = nullptr;
    if (bool* const* const flag = std::get_if<bool*>(&option.target)) {
        added = app.add_flag(option.names, **flag, option.what);
    } else if (std::string* const* const text = std::get_if<std::string*>(&option.target)) {
        added = app.add_option(option.names, **text, option.what)->type_name(option.type);
    } else {
        added = app.add_option(option.names, *std::get<std::vector<std::string>*>(option.target), option.what)
                    ->type_name(option.type);
        if (option.names.starts_with("-")) added->allow_extra_args(false);
    }
    if (option.required) added->required();
}

void add(CLI::App& app, Command const& command, int& exit_code) {
    CLI::App* const added = app.add_subcommand(command.name, command.what);
    added->footer((command.more.empty() ? "" : command.more + "\n") + "Example:\n  " + command.example);
    for (Option const& option : command.options) add(*added, option);
    added->callback([&command, &exit_code] { exit_code = command.run(); });
}

} // namespace

Option input_option(std::string* target, bool required) {
    return {"INPUT", "LESSON|FILE.awt", "A lesson, or a recorded file", target, required};
}

Option settings_option(std::vector<std::string>* target) {
    return {"--set", "KNOB=VALUE", "A what-if of the lesson; may be given several times", target};
}

Option at_option(std::string* target) {
    return {"--at", "EVENT", "Its number, or a moment like \"suspend main\"; without it, the end", target};
}

int run_words(std::vector<Command> const& commands, std::vector<std::string> words) {
    int exit_code = exit_good;
    CLI::App app("Awaitscope shows what async/await really does: step through a run, forward and back.",
                 "awaitscope");
    app.set_version_flag("--version", "awaitscope " AWAITSCOPE_VERSION, "Says which version this is");
    app.footer("A lesson or a recorded file alone opens it: awaitscope gather-order\n"
               "--lessons DIR, with any command: the lessons of that folder, too.\n"
               "Each command explains itself: awaitscope run --help");
    app.require_subcommand(0, 1);
    for (Command const& command : commands) add(app, command, exit_code);

    bool const named =
        !words.empty() && std::any_of(commands.begin(), commands.end(),
                                      [&](Command const& command) { return command.name == words.front(); });
    std::string const whose = named ? "awaitscope " + words.front() : "awaitscope";
    try {
        std::reverse(words.begin(), words.end()); // the order in which CLI11 takes them
        app.parse(std::move(words));
    } catch (CLI::ParseError const& error) {
        if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) return app.exit(error);
        throw Failure(std::string(error.what()) + ". See " + whose + " --help.");
    }
    return exit_code;
}

} // namespace cli
