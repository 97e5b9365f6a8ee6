#include "live/live_run.hpp"

#include "session/making/live.hpp"
#include "shell/window.hpp"
#include "trace/reader.hpp"
#include "trace/writer.hpp"

#include <algorithm>
#include <array>
#include <csignal>
#include <utility>

namespace live {
namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace {

// What is shown is built anew from all that there is, beside the window: so much of the time is left to
// others.
constexpr int times_longer = 2;
constexpr auto least_pause = 100ms;

} // namespace

LiveRun::LiveRun(process::Process process, fs::path const& file, std::string program)
    : program_(std::move(program)), process_(std::move(process)), follower_(file),
      watching_(std::make_unique<cpython::Watching>(file, process_->lifeline(), shell::wake_window)) {
    interrupts_.emplace();
}

LiveRun::LiveRun(fs::path const& file, std::string program, pid_t pid)
    : program_(std::move(program)), pid_(pid), follower_(file),
      watching_(std::make_unique<cpython::Watching>(file, -1, shell::wake_window)) {}

void LiveRun::begin(session::Session& session) {
    begun_ = true;
    session.live.emplace();
    session.live->program = program_;
    session.live->ours = process_.has_value();
    session.live->stops = sent_;
    if (!process_) session::move_to(session, session.run().size());
}

// Something else may have been opened; then this goes on unseen, until its file is opened again.
bool LiveRun::is_shown(session::Session& session) {
    if (!begun_) begin(session);
    if (session.live) return true;
    std::error_code error;
    if (!session.is_open() || session.lesson || !fs::equivalent(session.run().file, follower_.path(), error))
        return false;
    begin(session);
    more_ = true;
    return true;
}

std::optional<double> LiveRun::look(session::Session& session) {
    bool const over = ended();
    if (broken_ || !is_shown(session)) return std::nullopt;
    send(session);
    session.live->exit_code = exit_code_;
    session.live->gone = over && !exit_code_;
    if (build_.valid()) {
        if (build_.wait_for(0s) != std::future_status::ready) return std::nullopt; // its end wakes us
        session::grown(session, build_.get());
        next_ = Clock::now() +
                std::max<Clock::duration>(least_pause, times_longer * (Clock::now() - build_began_));
    }
    if (auto const now = Clock::now(); !over && now < next_)
        return std::chrono::duration<double>(next_ - now).count();
    read(session);
    if (over && !complete_) {
        complete();
        read(session);
    }
    if (more_ && !broken_ && follower_.begun()) build();
    if (over) return std::nullopt;
    return process_ ? std::nullopt : std::optional(0.5); // nobody tells that another's program has ended
}

void LiveRun::read(session::Session& session) {
    try {
        if (follower_.look() == trace::Follower::News::none) return;
        more_ = true;
        if (!follower_.problem().empty())
            session.messages.push_back({session::Tone::warning, follower_.problem(), 12});
    } catch (trace::FileError const& error) {
        session.messages.push_back({session::Tone::error, error.what(), 12});
        broken_ = true;
    }
}

// Nothing is read meanwhile: the log stands still.
void LiveRun::build() {
    more_ = false;
    build_began_ = Clock::now();
    build_ = std::async(std::launch::async, [log = follower_.log(), file = follower_.path()] {
        auto run = session::make_run(log, file);
        shell::wake_window();
        return run;
    });
}

void LiveRun::send(session::Session const& session) {
    constexpr std::array signals{SIGINT, SIGTERM, SIGKILL};
    for (; process_ && sent_ < session.live->stops; ++sent_)
        process_->send(signals[static_cast<std::size_t>(std::min(sent_, 2))]);
}

bool LiveRun::ended() {
    if (process_) {
        if (!exit_code_) exit_code_ = process_->wait(0ms);
        if (exit_code_) interrupts_.reset();
        return exit_code_.has_value();
    }
    if (auto const& end = follower_.log()->end()) exit_code_ = end->exit_code;
    return exit_code_ || ::kill(pid_, 0) != 0;
}

// What was ended from outside could not write how.
void LiveRun::complete() {
    complete_ = true;
    if (!process_ || *exit_code_ <= 128 || !follower_.begun() || follower_.log()->end()) return;
    trace::trim(follower_.path());
    trace::complete(follower_.path(), follower_.log()->size(),
                    {*exit_code_, "ended by signal " + std::to_string(*exit_code_ - 128)});
}

int LiveRun::stop() {
    if (!process_) return 0;
    for (int const signal : {SIGINT, SIGTERM}) {
        if (auto const code = process_->wait(0ms)) return *code;
        process_->send(signal);
        if (auto const code = process_->wait(2s)) return *code;
    }
    process_->kill();
    return process_->wait();
}

std::unique_ptr<LiveRun> live_run_of(session::Session const& session) {
    if (!session.is_open() || session.lesson || session.log().end()) return nullptr;
    auto const& header = session.log().header();
    auto const pid = static_cast<pid_t>(header.pid);
    if (header.clock != "real" || pid <= 0 || ::kill(pid, 0) != 0) return nullptr;
    return std::make_unique<LiveRun>(session.run().file, header.program, pid);
}

} // namespace live
