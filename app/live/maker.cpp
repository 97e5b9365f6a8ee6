#include "live/maker.hpp"

#include "cpython/recorder.hpp"
#include "kept/file.hpp"
#include "live/editor.hpp"
#include "process/temporary_folder.hpp"
#include "session/making/making.hpp"
#include "shell/window.hpp"
#include "trace/reader.hpp"

#include <chrono>
#include <csignal>
#include <future>
#include <utility>

namespace live {
namespace fs = std::filesystem;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {

constexpr auto longest_run = 10s;
constexpr auto to_put_away = 5s; // its trace, once it was asked to end
constexpr int most_events = 100'000;

std::string read_or_nothing(fs::path const& path) {
    try {
        return kept::read_file(path).value_or("");
    } catch (kept::FileError const&) {
        return {};
    }
}

session::Recording recorded(fs::path const& folder, int exit_code) {
    session::Recording recording;
    recording.exit_code = exit_code;
    recording.error = read_or_nothing(folder / "error");
    try {
        auto reading = trace::load(folder / "run.awt");
        recording.log = std::move(reading.log);
        recording.damage = std::move(reading.problem);
    } catch (trace::FileError const&) {
        // None was left: it is no program, or was ended before it began.
    }
    return recording;
}

process::Process start(session::Making const& making, fs::path const& folder) {
    cpython::Wanted wanted;
    wanted.program = making.file.string();
    wanted.virtual_clock = true;
    wanted.most_events = most_events;
    cpython::Surroundings around;
    if (making.lesson) around.folder = making.file.parent_path();
    auto const nothing = process::open_to_read("/dev/null");
    auto const nowhere = process::open_to_write("/dev/null"); // what it writes is in the trace
    auto const error = process::open_to_write(folder / "error");
    around.input = nothing.number();
    around.output = nowhere.number();
    around.error = error.number();
    return cpython::start_program(wanted, folder / "run.awt", around);
}

} // namespace

struct Maker::Run {
    Run(session::Making const& making, std::string what)
        : text(std::move(what)), process(start(making, folder.path())), stops(making.stops),
          end(folder.path() / "error", process.lifeline(), shell::wake_window) {}

    std::string text;
    process::TemporaryFolder folder;
    process::Process process;
    int stops; // that were asked for before it
    Clock::time_point began = Clock::now();
    std::string why; // it was asked to end; "": it was not
    Clock::time_point asked{};
    std::future<session::Recording> recording; // that is read; invalid: it still runs
    cpython::Watching end;

    void ask_to_end(std::string because) {
        why = std::move(because);
        asked = Clock::now();
        process.send(SIGINT);
    }
};

Maker::Maker() = default;
Maker::~Maker() = default;

std::optional<double> Maker::look(session::Session& session) {
    if (!session.making) {
        leave();
        return std::nullopt;
    }
    if (session.making->file != file_) {
        leave();
        file_ = session.making->file;
        watching_ = std::make_unique<cpython::Watching>(file_, -1, shell::wake_window);
    }
    for (; edits_ < session.making->edits; ++edits_)
        if (auto const problem = open_editor(file_); !problem.empty())
            session.messages.push_back({session::Tone::warning, problem, 20});
    if (run_) go_on(session);
    // An editor that writes a file anew leaves nothing there for a moment.
    if (auto text = read_or_nothing(file_); !text.empty() && text != text_) begin(session, std::move(text));
    return run_ ? std::optional(0.2) : std::nullopt;
}

void Maker::leave() {
    run_.reset();
    watching_.reset();
    file_.clear();
    text_.clear();
    edits_ = 0;
}

void Maker::begin(session::Session& session, std::string text) {
    run_.reset(); // one that goes on is of an older text
    text_ = text;
    try {
        run_ = std::make_unique<Run>(*session.making, std::move(text));
        session.making->seconds = 0;
    } catch (std::exception const& error) {
        session.making->seconds.reset();
        session.messages.push_back({session::Tone::error, error.what()});
    }
}

void Maker::go_on(session::Session& session) {
    auto const now = Clock::now();
    auto& run = *run_;
    session.making->seconds =
        static_cast<int>(std::chrono::duration_cast<std::chrono::seconds>(now - run.began).count());
    if (run.recording.valid()) {
        if (run.recording.wait_for(0s) != std::future_status::ready) return;
        auto const done = std::exchange(run_, {});
        return session::made(session, done->recording.get(), done->text, done->why);
    }
    if (auto const code = run.process.wait(0ms)) {
        run.recording = std::async(std::launch::async, [folder = run.folder.path(), code = *code] {
            auto recording = recorded(folder, code);
            shell::wake_window();
            return recording;
        });
    } else if (!run.why.empty()) {
        if (now - run.asked > to_put_away) run.process.kill();
    } else if (session.making->stops > run.stops) {
        run.ask_to_end("You stopped it.");
    } else if (now - run.began > longest_run) {
        run.ask_to_end("It was stopped after ten seconds.");
    }
}

} // namespace live
