#include "cli/command.hpp"
#include "cli/input.hpp"
#include "cli/picture.hpp"
#include "session/command.hpp"

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <sys/ioctl.h>
#include <unistd.h>

namespace cli {
namespace {

struct Options {
    std::string input;
    std::vector<std::string> settings;
    std::string at;
    std::string width;
};

// Of the terminal, or 100 columns where the text goes elsewhere.
int terminal_width() {
    winsize size{};
    if (::isatty(STDOUT_FILENO) != 0 && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40)
        return size.ws_col;
    return 100;
}

void show(Options const& options) {
    int const width = options.width.empty() ? terminal_width() : whole("--width", options.width, 40, 1000);
    session::Session session = open(options.input, options.settings);
    session::apply(session, session::command::Seek{place(session, options.at)});
    std::string const text = timeline_text(session, width);
    std::fwrite(text.data(), 1, text.size(), stdout);
}

} // namespace

void add_show(CLI::App& app, int& exit_code) {
    CLI::App* const command = app.add_subcommand("show", "Prints a run's timeline as text");
    command->footer("Example:\n  awaitscope show create-task --at \"suspend main\"");
    auto const options = std::make_shared<Options>();
    command->add_option("INPUT", options->input, "A lesson, or a recorded file")
        ->required()
        ->type_name("LESSON|FILE.awt");
    command
        ->add_option("--at", options->at, "The step, or a moment like \"suspend main\"; without it, the end")
        ->type_name("STEP");
    command->add_option("--width", options->width, "Columns; without it, those of the terminal, or 100")
        ->type_name("N");
    command
        ->add_option("--set", options->settings,
                     "KNOB=VALUE: a what-if of the lesson; may be given several times")
        ->allow_extra_args(false);
    command->callback([options, &exit_code] {
        show(*options);
        exit_code = exit_good;
    });
}

} // namespace cli
