#include "cli/input.hpp"
#include "cli/parts.hpp"
#include "cli/picture.hpp"
#include "commands/command.hpp"

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <sys/ioctl.h>
#include <unistd.h>

namespace cli {
namespace {

struct ShowOptions {
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

void show(ShowOptions const& options) {
    int const width = options.width.empty() ? terminal_width() : whole("--width", options.width, 40, 1000);
    session::Session session = open(options.input, options.settings);
    session::apply(session, session::command::Seek{place(session, options.at)});
    std::string const text = timeline_text(session, width);
    std::fwrite(text.data(), 1, text.size(), stdout);
}

} // namespace

Command show_command() {
    auto const options = std::make_shared<ShowOptions>();
    return {"show",
            "Prints a run's timeline as text",
            "",
            "awaitscope show create-task --at \"suspend main\"",
            {input_option(&options->input),
             at_option(&options->at),
             {"--width", "N", "Columns; without it, those of the terminal, or 100", &options->width},
             settings_option(&options->settings)},
            [options] {
                show(*options);
                return exit_good;
            }};
}

} // namespace cli
