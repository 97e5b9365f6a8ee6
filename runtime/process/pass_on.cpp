#include "process/pass_on.hpp"

#include <cerrno>
#include <sys/socket.h>

namespace process {
namespace {

volatile std::sig_atomic_t passed_to = -1;
volatile std::sig_atomic_t early = 0; // the last signal that came when there was no program yet

void send_on(int signal) {
    auto const byte = static_cast<unsigned char>(signal);
    [[maybe_unused]] auto const sent = ::send(passed_to, &byte, 1, MSG_NOSIGNAL);
}

void pass_on(int signal, siginfo_t* info, void*) {
    int const before = errno;
    if (passed_to < 0)
        early = signal;
    else if (info->si_code != SI_KERNEL) // what the terminal sends (Ctrl+C), it sends to the program as well
        send_on(signal);
    errno = before;
}

} // namespace

PassOn::PassOn() {
    passed_to = -1;
    early = 0;
    struct sigaction passing {};
    passing.sa_sigaction = pass_on;
    passing.sa_flags = SA_SIGINFO | SA_RESTART;
    for (std::size_t i = 0; i < signals.size(); ++i) {
        ::sigaction(signals[i], nullptr, &before_[i]);
        if (before_[i].sa_handler != SIG_IGN) ::sigaction(signals[i], &passing, nullptr);
    }
}

void PassOn::to(Process const& process) {
    passed_to = process.lifeline();
    if (early != 0) send_on(early);
}

PassOn::~PassOn() {
    for (std::size_t i = 0; i < signals.size(); ++i) ::sigaction(signals[i], &before_[i], nullptr);
    passed_to = -1;
}

} // namespace process
