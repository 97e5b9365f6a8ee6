#include "process/supervisor.hpp"

#include <array>
#include <cerrno>
#include <cstddef>
#include <ctime>
#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

namespace process {
namespace {

constexpr int lifeline = 0; // where the supervisor has it; no other file is open there

void tell(int file, int number) {
    while (::write(file, &number, sizeof number) < 0 && errno == EINTR) {
    }
}

void become(int from, int to) {
    if (from >= 0) ::dup2(from, to);
}

[[noreturn]] void run_program(Plan const& plan, pid_t supervisor) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != supervisor) ::_exit(127); // it is gone already
    if (plan.own_group) ::setpgid(0, 0);
    become(plan.input, STDIN_FILENO);
    become(plan.output, STDOUT_FILENO);
    become(plan.error, STDERR_FILENO);
    std::signal(SIGPIPE, SIG_DFL);
    ::sigprocmask(SIG_SETMASK, &plan.mask, nullptr);
    if (plan.folder == nullptr || ::chdir(plan.folder) == 0) ::execvp(plan.words[0], plan.words);
    tell(plan.started, errno);
    ::_exit(127);
}

// Kills every child once; false if there is none that it can.
bool kill_children() {
    int const list = ::open("/proc/thread-self/children", O_RDONLY | O_CLOEXEC);
    bool any = false;
    pid_t child = 0;
    std::array<char, 4096> text;
    for (ssize_t size = 0; (size = ::read(list, text.data(), text.size())) > 0;) {
        for (std::size_t i = 0; i < static_cast<std::size_t>(size); ++i) {
            if (text[i] >= '0' && text[i] <= '9') {
                child = child * 10 + (text[i] - '0');
            } else if (child > 0) {
                any = ::kill(child, SIGKILL) == 0 || any;
                child = 0;
            }
        }
    }
    ::close(list);
    return any;
}

// Everything below, and what becomes ours when those above it die. Then nothing is left, except what belongs
// to another user.
void kill_all() {
    for (int patience = 100; patience > 0;) {
        bool const killed = kill_children();
        pid_t const ended = ::waitpid(-1, nullptr, killed ? 0 : WNOHANG);
        if (ended < 0 && errno == ECHILD) return;
        if (killed || ended > 0) continue;
        ::poll(nullptr, 0, 1); // one that has become ours this very moment
        --patience;
    }
}

class Supervisor {
  public:
    Supervisor(pid_t program, int grace) : program_(program), grace_(grace) {}

    // The program's status, when nothing is left of it and what it started.
    int watch() {
        while (!ended_) {
            wait(nullptr);
            reap();
            if (!ended_) obey();
        }
        kill_all();
        return status_;
    }

  private:
    // Until a child ends, something is said, or the time is over.
    void wait(timespec const* limit) {
        pollfd line{broken_ ? -1 : lifeline, POLLIN, 0};
        sigset_t mask;
        sigfillset(&mask);
        sigdelset(&mask, SIGCHLD);
        ::ppoll(&line, 1, limit, &mask);
        said_ = line.revents != 0;
    }

    void reap() {
        int status = 0;
        for (pid_t child = 0; (child = ::waitpid(-1, &status, WNOHANG)) > 0;) {
            if (child != program_) continue;
            status_ = status;
            ended_ = true;
        }
    }

    void obey() {
        if (!said_) return;
        unsigned char signal = 0;
        auto const size = ::read(lifeline, &signal, 1);
        if (size < 0 && errno == EINTR) return;
        if (size <= 0)
            end_after_grace();
        else if (signal == SIGKILL)
            end();
        else
            ::kill(program_, signal);
    }

    void end_after_grace() {
        broken_ = true;
        if (grace_ > 0) ::kill(program_, SIGTERM);
        for (int left = grace_; left > 0 && !ended_; left -= 10) {
            timespec const moment{0, 10'000'000};
            wait(&moment);
            reap();
        }
        end();
    }

    void end() {
        if (!ended_) {
            ::kill(program_, SIGKILL);
            while (::waitpid(program_, &status_, 0) < 0 && errno == EINTR) {
            }
        }
        ended_ = true;
    }

    pid_t program_;
    int grace_;
    int status_ = 0;
    bool ended_ = false;
    bool broken_ = false; // nobody is at the other end
    bool said_ = false;
};

} // namespace

void supervise(Plan const& plan) noexcept {
    pid_t const self = ::getpid();
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    ::prctl(PR_SET_NAME, "supervisor");
    struct sigaction wake {};
    wake.sa_handler = [](int) {}; // by default the end of a child would interrupt no wait
    ::sigaction(SIGCHLD, &wake, nullptr);
    pid_t const program = ::fork();
    if (program == 0) run_program(plan, self);
    if (program < 0) {
        tell(plan.started, errno);
        ::_exit(127);
    }
    ::setpgid(0, 0); // what is sent to our group is not for the supervisor
    // Files of this process that the supervisor held open would never be at their end for others.
    ::dup2(plan.lifeline, lifeline);
    ::syscall(SYS_close_range, lifeline + 1, ~0U, 0);
    tell(lifeline, Supervisor(program, plan.grace).watch());
    ::_exit(0);
}

} // namespace process
