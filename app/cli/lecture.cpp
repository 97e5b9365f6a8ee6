#include "session/lecture.hpp"

#include "cli/input.hpp"
#include "cli/open.hpp"
#include "cli/parts.hpp"
#include "commands/command.hpp"
#include "kept/file.hpp"

#include <cstdio>
#include <memory>

namespace cli {
namespace {

std::string text_of_file(std::string const& file) {
    auto const text = kept::read_file(file);
    if (!text) throw Failure("Cannot read " + file + ".");
    return *text;
}

int lecture(std::string const& file, bool check_only, bool notes_apart) {
    auto const all = catalogue();
    session::ReadLecture read = session::read_lecture(text_of_file(file), all);
    for (auto const& mistake : read.mistakes)
        std::fprintf(stderr, "%s%s: %s\n", file.c_str(),
                     mistake.line > 0 ? (":" + std::to_string(mistake.line)).c_str() : "",
                     mistake.sentence.c_str());
    if (!read.mistakes.empty()) return exit_bad;
    if (check_only) {
        std::size_t const stops = read.lecture.stops.size();
        std::printf("%s: %zu %s, no mistake found\n", file.c_str(), stops, stops == 1 ? "stop" : "stops");
        return exit_good;
    }
    session::Session session = session::new_session(all);
    session.lecture = std::move(read.lecture);
    session::apply(session, session::command::OpenLesson{session.lecture->stops.front().lesson->id});
    session::apply(session, session::command::TogglePresenter{});
    session::apply(session, session::command::GoToStop{0});
    return open_lecture(std::move(session), notes_apart);
}

} // namespace

Command lecture_command() {
    struct Options {
        std::string file;
        bool check = false;
        bool notes = false;
    };
    auto const options = std::make_shared<Options>();
    return {"lecture",
            "Opens the studio on the stage, at the first stop of a lecture",
            "A lecture is a text file of stops, one key a stop (G, and Shift+G back):\n"
            "  title = \"A first hour\"\n"
            "  [[stop]]\n"
            "  lesson = \"gather-order\"\n"
            "  knobs = { fast = 3 }      # without it, as the lesson is written\n"
            "  moment = \"line 11\"        # without it, before the first event\n"
            "  panel = \"loop\"            # lesson, output, loop or why; with `alone = true` also source, "
            "timeline\n"
            "  intervene = [\"34 cancel t2\"]  # a branch that stands below; also schedule = \"1\", another "
            "order\n"
            "  note = \"Ask who is first.\" # for the teacher (M)\n"
            "Every mistake in it is named before a window opens. Exit code 1: there is one.",
            "awaitscope lecture lessons/first-hour.toml",
            {{"FILE", "FILE.toml", "The lecture", &options->file, true},
             {"--notes", "", "The notes in a window of their own, as where there are two screens",
              &options->notes},
             {"--check", "", "Only says what is wrong with it", &options->check}},
            [options] { return lecture(options->file, options->check, options->notes); }};
}

} // namespace cli
