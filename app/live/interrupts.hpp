// Ctrl+C in our terminal.
#pragma once
#include <csignal>

namespace live {

// While it lives, Ctrl+C is for the program that runs in our terminal, as if that ran alone.
class LeaveInterrupts {
  public:
    LeaveInterrupts() : before_(std::signal(SIGINT, [](int) {})) {
        if (before_ == SIG_IGN) std::signal(SIGINT, SIG_IGN); // and so will the program
    }
    LeaveInterrupts(LeaveInterrupts const&) = delete;
    LeaveInterrupts& operator=(LeaveInterrupts const&) = delete;
    ~LeaveInterrupts() { std::signal(SIGINT, before_); }

  private:
    void (*before_)(int);
};

} // namespace live
