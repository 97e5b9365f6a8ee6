#include "cli/open.hpp"

#include "cli/input.hpp"
#include "cli/parts.hpp"
#include "cli/picture.hpp"
#include "commands/command.hpp"
#include "cpython/recorder.hpp"
#include "kept/keeper.hpp"
#include "session/agreeing.hpp"
#include "session/appearance.hpp"
#include "session/keeping.hpp"
#include "shell/window.hpp"
#include "views/screen/notes.hpp"
#include "views/screen/studio.hpp"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>
#include <utility>

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

// One goes on where one was: in the lesson that is named, or in the last one. Knobs that are named are
// another wish than those of that time.
void go_on(session::Session& session, bool named, bool set) {
    auto const& last = session.kept.progress.last;
    if (session.lesson && set)
        session::recall_answers(session);
    else if (session.lesson && named)
        session::resume_lesson(session, *session.lesson->entry);
    else if (means_lesson(last, *session.catalogue))
        session::resume_lesson(session, lesson::find(*session.catalogue, last));
    session::recall_branches(session);
}

std::unique_ptr<shell::Window> window_for(session::Session& session) {
    shell::WindowOptions options;
    options.theme = &session::theme_of(session);
    shell::WindowResult result;
    auto window = shell::Window::open(options, result);
    if (!window) show_without_window(session, result.error);
    return window;
}

// What a person did is kept as they do it, and when they leave.
int open_where_one_was(session::Session session, bool named, bool set) {
    auto const window = window_for(session);
    if (!window) return exit_good;
    kept::Keeper keeper(kept::folders_of_person());
    session::take_kept(session, keeper.read());
    session.on_cpython = [](lesson::Lesson const& lesson, lesson::Knobs const& knobs) {
        return [run = cpython::start(lesson, knobs)]() -> std::optional<trace::Log> {
            auto recording = run();
            return recording ? std::optional(std::move(recording->log)) : std::nullopt;
        };
    };
    try {
        go_on(session, named, set);
    } catch (session::NotRecorded const& missing) {
        session::ask_or_run(session, missing);
    }
    ui::Studio studio;
    auto const frame = [&](shell::FrameInput const& input) {
        for (auto& problem : keeper.problems())
            session.messages.push_back({session::Tone::warning, std::move(problem), 20});
        auto output = studio.frame(session, input);
        if (auto const again = keeper.keep(session.kept, input.time))
            output.wake_after = std::min(*again, output.wake_after.value_or(*again));
        return output;
    };
    while (window->turn(frame)) {
    }
    keeper.keep_at_once(session.kept);
    return exit_good;
}

} // namespace

int open_lecture(session::Session session, bool notes_apart) {
    auto const window = window_for(session);
    if (!window) return exit_good;
    session.look.notes_apart = session.look.note = notes_apart || shell::Window::screens() > 1;
    ui::Studio studio;
    ui::Notes notes;
    auto const frame = [&](shell::FrameInput const& input) { return studio.frame(session, input); };
    auto const second = [&](shell::FrameInput const& input) { return notes.frame(session, input); };
    while (window->turn(frame, {}, second)) {
    }
    return exit_good;
}

Command open_command() {
    struct Options {
        std::string input;
        std::vector<std::string> settings;
    };
    auto const options = std::make_shared<Options>();
    return {"open",
            "Opens the studio: on a lesson, on a recorded file, or where one was",
            "With no display it prints the run as text and makes a picture instead.",
            "awaitscope open gather-order --set fast=3",
            {input_option(&options->input, false), settings_option(&options->settings)},
            [options] {
                std::string const& input = options->input;
                return open_where_one_was(open(input, options->settings), !input.empty(),
                                          !options->settings.empty());
            }};
}

} // namespace cli
