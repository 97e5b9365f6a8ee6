// The studio looks on while a program runs.
#pragma once
#include "cpython/recorder.hpp"
#include "cpython/watching.hpp"
#include "live/interrupts.hpp"
#include "session/session.hpp"
#include "trace/follower.hpp"

#include <chrono>
#include <filesystem>
#include <future>
#include <memory>
#include <optional>

namespace live {

// One program's recording, brought into a session as it grows.
class LiveRun {
  public:
    LiveRun(process::Process process, std::filesystem::path const& file, std::string program);
    // Of a file whose program somebody else started; `pid` is its.
    LiveRun(std::filesystem::path const& file, std::string program, pid_t pid);

    // To be called before each frame; s until it is to be called again, if nothing wakes the window before.
    std::optional<double> look(session::Session& session);
    // With Ctrl+C, then harder. Its exit code; 0 if somebody else started it.
    int stop();

  private:
    using Clock = std::chrono::steady_clock;
    using Built = std::shared_ptr<session::Run const>;

    bool is_shown(session::Session& session);
    void begin(session::Session& session);
    void send(session::Session const& session);
    bool ended();
    void read(session::Session& session);
    void build();
    void complete();

    std::string program_;
    std::optional<process::Process> process_;
    pid_t pid_ = 0;
    std::optional<LeaveInterrupts> interrupts_; // while it runs
    trace::Follower follower_;
    bool begun_ = false;
    bool broken_ = false;   // the file is no trace
    bool complete_ = false; // it has ended, and all that it left was read
    std::optional<int> exit_code_;
    int sent_ = 0;      // signals
    bool more_ = false; // was read than is built
    std::future<Built> build_;
    Clock::time_point build_began_{}, next_{};
    std::unique_ptr<cpython::Watching> watching_; // last: it ends first
};

// The program whose recording is open and is not at its end, if it still runs.
std::unique_ptr<LiveRun> live_run_of(session::Session const& session);

} // namespace live
