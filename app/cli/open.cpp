#include "cli/command.hpp"
#include "cli/input.hpp"
#include "cli/picture.hpp"
#include "session/appearance.hpp"
#include "session/command.hpp"
#include "shell/window.hpp"
#include "views/studio.hpp"

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
    std::string const file = "awaitscope-" + name_of(session) + ".png";
    std::string const problem = shell::save_png(file, studio_picture(session, {}));
    if (!problem.empty()) throw Failure(problem);
    std::printf("A picture of the studio: %s\n", file.c_str());
}

int open_window(std::string const& input, std::vector<std::string> const& settings) {
    std::string const name = input.empty() ? catalogue()->lessons.front().id : input;
    session::Session session = open(name, settings);
    ui::Studio studio;
    shell::WindowOptions options;
    options.theme = &session::theme_of(session);
    shell::WindowResult const result = shell::run_window(
        options, [&](shell::FrameInput const& frame) { return studio.frame(session, frame); });
    if (result.end != shell::WindowEnd::closed) show_without_window(session, result.error);
    return exit_good;
}

} // namespace

void add_open(CLI::App& app, int& exit_code) {
    CLI::App* const command = app.add_subcommand(
        "open", "Opens the studio: on a lesson, on a recorded file, or on the first lesson");
    command->footer("With no display it prints the run as text and makes a picture instead.\n"
                    "Example:\n  awaitscope open gather-order --set fast=3");
    auto const input = std::make_shared<std::string>();
    auto const settings = std::make_shared<std::vector<std::string>>();
    command->add_option("INPUT", *input, "A lesson, or a recorded file")->type_name("LESSON|FILE.awt");
    command->add_option("--set", *settings, "KNOB=VALUE: a what-if of the lesson; may be given several times")
        ->allow_extra_args(false);
    command->callback([input, settings, &exit_code] { exit_code = open_window(*input, *settings); });
}

} // namespace cli
