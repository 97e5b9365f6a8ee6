#include "cli/open.hpp"

#include "cli/input.hpp"
#include "cli/parts.hpp"
#include "cli/picture.hpp"
#include "commands/command.hpp"
#include "cpython/recorder.hpp"
#include "kept/folders.hpp"
#include "kept/keeper.hpp"
#include "live/live_run.hpp"
#include "live/maker.hpp"
#include "session/agreeing.hpp"
#include "session/appearance.hpp"
#include "session/keeping.hpp"
#include "shell/window.hpp"
#include "views/screen/notes.hpp"
#include "views/screen/studio.hpp"

#include <algorithm>
#include <cstdio>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace cli {
namespace fs = std::filesystem;

namespace {

// The studio cannot be shown: the run as text, and a picture of the studio to look at.
void show_without_window(session::Session& session, std::string const& why) {
    if (!session.is_open()) throw Failure(why);
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
    else if (!named && means_lesson(last, *session.catalogue))
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

using First = std::function<void(session::Session&)>; // what is done in it before it is looked at

void shorten(std::optional<double>& time, std::optional<double> const& other) {
    if (other) time = std::min(*other, time.value_or(*other));
}

// What a person did is kept as they do it, and when they leave. `run`: null, or what is followed.
void show_in(shell::Window& window, session::Session& session, First const& first,
             std::unique_ptr<live::LiveRun> const& run) {
    auto const folders = kept::folders_of_person();
    kept::Keeper keeper(folders);
    session::take_kept(session, keeper.read());
    session.makes = true;
    session.copies = folders.copies();
    session.on_cpython = [](lesson::Lesson const& lesson, lesson::Knobs const& knobs) {
        return [run = cpython::start(lesson, knobs)]() -> std::optional<trace::Log> {
            auto recording = run();
            return recording ? std::optional(std::move(recording->log)) : std::nullopt;
        };
    };
    first(session);
    live::Maker maker;
    ui::Studio studio;
    auto const frame = [&](shell::FrameInput const& input) {
        for (auto& problem : keeper.problems())
            session.messages.push_back({session::Tone::warning, std::move(problem), 20});
        auto const grows = run ? run->look(session) : std::nullopt;
        auto const makes = maker.look(session);
        auto output = studio.frame(session, input);
        for (auto const& again : {grows, makes, keeper.keep(session.kept, input.time)})
            shorten(output.wake_after, again);
        return output;
    };
    while (window.turn(frame)) {
    }
    keeper.keep_at_once(session.kept);
}

int open_where_one_was(session::Session session, bool named, bool set) {
    auto const window = window_for(session);
    if (!window) return exit_good;
    auto const first = [&](session::Session& opened) {
        try {
            go_on(opened, named, set);
        } catch (session::NotRecorded const& missing) {
            session::ask_or_run(opened, missing);
        }
    };
    show_in(*window, session, first, live::live_run_of(session));
    return exit_good;
}

// It is asked before it runs.
int open_program(std::string const& program) {
    auto session = session::new_session(catalogue());
    auto const window = window_for(session);
    show_in(*window, session,
            [&](session::Session& opened) { session::apply(opened, session::command::OpenFile{program}); },
            {});
    return exit_good;
}

std::string words_of(cpython::Wanted const& wanted) {
    std::string words = wanted.module.empty() ? wanted.program : "-m " + wanted.module;
    for (std::string const& each : wanted.arguments) words += " " + each;
    return words;
}

} // namespace

std::optional<int> open_live(cpython::Wanted const& wanted, std::filesystem::path const& file) {
    auto session = session::new_session(catalogue());
    shell::WindowOptions options;
    shell::WindowResult result;
    auto window = shell::Window::open(options, result);
    if (!window) {
        std::fprintf(stderr, "awaitscope: %s\n", result.error.c_str());
        return std::nullopt;
    }
    std::error_code error;
    if (fs::is_regular_file(file, error))
        fs::remove(file, error); // or that of another time would be shown first
    auto const run =
        std::make_unique<live::LiveRun>(cpython::start_program(wanted, file), file, words_of(wanted));
    show_in(
        *window, session, [](session::Session&) {}, run);
    bool const by_itself = session.live && session.live->exit_code && session.live->stops == 0;
    window.reset(); // nobody has to look at how long it takes to end
    int const code = run->stop();
    return by_itself ? code : exit_good;
}

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
    return {
        "open",
        "Opens the studio: on a lesson, on a recorded file, on a program that you edit, or where one was",
        "With no display it prints the run as text and makes a picture instead. A recording whose program "
        "still runs is followed. A program (FILE.py) runs here each time you save it, once you have agreed.",
        "awaitscope open gather-order --set fast=3",
        {input_option(&options->input, false), settings_option(&options->settings)},
        [options] {
            std::string const& input = options->input;
            if (session::openable(input) == session::Openable::program && options->settings.empty())
                return open_program(input);
            return open_where_one_was(open(input, options->settings), !input.empty(),
                                      !options->settings.empty());
        }};
}

} // namespace cli
