// Other programs: started, signalled, ended. None of them outlives this process, whichever way it ends, nor
// does anything that they start (supervisor.hpp says how).
#pragma once
#include "process/descriptor.hpp"

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace process {

struct Command {
    std::vector<std::string> words; // the program, found in PATH, and its arguments
    std::filesystem::path folder;   // where it runs; empty: here
    // Its streams: numbers of open files, which the caller may close once it runs; -1: it has our own.
    int input = -1, output = -1, error = -1;
    // False: it is in our group of processes, so that Ctrl+C reaches it and it may read from the terminal.
    bool own_group = true;
    // From SIGTERM to SIGKILL where we are gone and it is not; 0: it is killed at once.
    std::chrono::milliseconds grace{0};
};

class Process {
  public:
    // Returns when it runs. Throws std::system_error if it cannot: there is no such program (ENOENT), no
    // memory ...
    explicit Process(Command const& command);
    ~Process(); // kills it, with all that it has started
    Process(Process&&) noexcept = default;
    Process& operator=(Process&&) = delete;

    void send(int signal) const; // to the program alone
    void kill() const;           // it and all that it has started
    // Its exit code, 128 + n if signal n ended it; nothing if it still runs after `limit`. When it has ended,
    // nothing that it started is left.
    std::optional<int> wait(std::chrono::milliseconds limit);
    int wait();
    // To poll: readable once it has ended. Signals (their numbers, as bytes) may be sent to it with
    // MSG_NOSIGNAL, from a signal's handler, too.
    int lifeline() const { return lifeline_.number(); }

  private:
    Descriptor lifeline_;
    pid_t supervisor_ = 0;
    std::optional<int> code_;
};

} // namespace process
