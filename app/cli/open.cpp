#include "cli/open.hpp"

#include "cli/input.hpp"
#include "cli/parts.hpp"
#include "cli/picture.hpp"
#include "commands/command.hpp"
#include "session/appearance.hpp"
#include "shell/window.hpp"
#include "views/screen/studio.hpp"

#include <cstdio>
#include <memory>

namespace cli {
namespace {

// The studio cannot be shown: the run as text, and a picture of the studio to look at.
void show_without_window(session::Session& session, std::string const& why) {
    std::fprintf(stderr, "awaitscope: %s\n", why.c_str());
    session::apply(session, session::command::SeekEnd{});
    std::string const text = timeline_text(session, 100);
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
    std::string const file = "awaitscope-" + paper::name_of(session) + ".png";
    std::string const problem = shell::save_png(file, studio_picture(session, {}));
    if (!problem.empty()) throw Failure(problem);
    std::printf("A picture of the studio: %s\n", file.c_str());
}

} // namespace

int open_window(session::Session session) {
    ui::Studio studio;
    shell::WindowOptions options;
    options.theme = &session::theme_of(session);
    shell::WindowResult const result = shell::run_window(
        options, [&](shell::FrameInput const& frame) { return studio.frame(session, frame); });
    if (result.end != shell::WindowEnd::closed) show_without_window(session, result.error);
    return exit_good;
}

Command open_command() {
    struct Options {
        std::string input;
        std::vector<std::string> settings;
    };
    auto const options = std::make_shared<Options>();
    return {"open",
            "Opens the studio: on a lesson, on a recorded file, or on the first lesson",
            "With no display it prints the run as text and makes a picture instead.",
            "awaitscope open gather-order --set fast=3",
            {input_option(&options->input, false), settings_option(&options->settings)},
            [options] {
                std::string const& input = options->input;
                return open_window(
                    open(input.empty() ? catalogue()->lessons.front().id : input, options->settings));
            }};
}

} // namespace cli
