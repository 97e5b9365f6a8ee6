#include "process/process.hpp"

#include "process/supervisor.hpp"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <limits>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace process {
namespace {

constexpr int code_if_killed = 128 + SIGKILL;

int code_of(int status) {
    if (WIFEXITED(status)) return WEXITSTATUS(status);
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : 1;
}

// A number that was told, if all of it arrived before the other end was closed.
std::optional<int> told(int file) {
    int number = 0;
    ssize_t size = 0;
    do size = ::read(file, &number, sizeof number);
    while (size < 0 && errno == EINTR);
    return size == sizeof number ? std::optional(number) : std::nullopt;
}

// No handler of ours may run in a process that was just forked off.
class BlockSignals {
  public:
    BlockSignals() {
        sigset_t all;
        sigfillset(&all);
        ::pthread_sigmask(SIG_SETMASK, &all, &before_);
    }
    BlockSignals(BlockSignals const&) = delete;
    BlockSignals& operator=(BlockSignals const&) = delete;
    ~BlockSignals() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
    sigset_t const& before() const { return before_; }

  private:
    sigset_t before_{};
};

} // namespace

Process::Process(Command const& command) {
    std::vector<char*> words;
    words.reserve(command.words.size() + 1);
    for (std::string const& word : command.words) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    Pipe line = make_socket_pair();
    Pipe started = make_pipe();
    {
        BlockSignals const blocked;
        Plan const plan{words.data(),
                        command.folder.empty() ? nullptr : command.folder.c_str(),
                        command.input,
                        command.output,
                        command.error,
                        command.own_group,
                        static_cast<int>(command.grace.count()),
                        line.write.number(),
                        started.write.number(),
                        blocked.before()};
        supervisor_ = ::fork();
        if (supervisor_ == 0) {
            ::close(line.read.number()); // or the lifeline would hold itself
            supervise(plan);
        }
    }
    if (supervisor_ < 0) throw std::system_error(errno, std::generic_category());
    lifeline_ = std::move(line.read);
    line.write.close();
    started.write.close();
    if (auto const error = told(started.read.number())) {
        wait();
        throw std::system_error(*error, std::generic_category());
    }
}

Process::~Process() {
    if (!lifeline_) return; // moved from
    kill();
    wait();
}

void Process::send(int signal) const {
    auto const byte = static_cast<unsigned char>(signal);
    // It may just have ended.
    [[maybe_unused]] auto const sent = ::send(lifeline_.number(), &byte, 1, MSG_NOSIGNAL);
}

void Process::kill() const { send(SIGKILL); }

std::optional<int> Process::wait(std::chrono::milliseconds limit) {
    if (code_) return code_;
    constexpr long long longest = std::numeric_limits<int>::max();
    pollfd line{lifeline_.number(), POLLIN, 0};
    if (::poll(&line, 1, static_cast<int>(std::clamp<long long>(limit.count(), 0, longest))) <= 0)
        return std::nullopt;
    return wait();
}

int Process::wait() {
    if (!code_) {
        auto const status = told(lifeline_.number());
        while (::waitpid(supervisor_, nullptr, 0) < 0 && errno == EINTR) {
        }
        code_ = status ? code_of(*status) : code_if_killed;
    }
    return *code_;
}

} // namespace process
