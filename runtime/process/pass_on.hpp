// Signals that would end us, given to the program that we run instead.
#pragma once
#include "process/process.hpp"

#include <array>
#include <csignal>

namespace process {

// While it lives; one at a time in a process. It is made before the program is started, so that no signal
// gets lost. A signal that we ignore is ignored by the program, too.
class PassOn {
  public:
    PassOn();
    PassOn(PassOn const&) = delete;
    PassOn& operator=(PassOn const&) = delete;
    ~PassOn();
    void to(Process const& process);

  private:
    static constexpr std::array signals{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2};
    std::array<struct sigaction, signals.size()> before_{};
};

} // namespace process
