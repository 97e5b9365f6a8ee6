#include "session/child.hpp"

#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <optional>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

extern char** environ; // NOLINT: the name is POSIX's

namespace session {
namespace {

using Clock = std::chrono::steady_clock;

void check(int error) {
    if (error != 0) throw std::system_error(error, std::generic_category());
}

class Pipe {
  public:
    Pipe() {
        if (::pipe2(ends_.data(), O_CLOEXEC) != 0) check(errno);
    }
    Pipe(Pipe const&) = delete;
    Pipe& operator=(Pipe const&) = delete;
    ~Pipe() {
        close_read();
        close_write();
    }
    int read() const { return ends_[0]; }
    int write() const { return ends_[1]; }
    void close_read() { close(ends_[0]); }
    void close_write() { close(ends_[1]); }

  private:
    static void close(int& end) {
        if (end >= 0) ::close(end);
        end = -1;
    }
    std::array<int, 2> ends_{-1, -1};
};

class Actions {
  public:
    Actions() { check(posix_spawn_file_actions_init(&actions_)); }
    Actions(Actions const&) = delete;
    Actions& operator=(Actions const&) = delete;
    ~Actions() { posix_spawn_file_actions_destroy(&actions_); }
    posix_spawn_file_actions_t* get() { return &actions_; }

  private:
    posix_spawn_file_actions_t actions_{};
};

class Attributes {
  public:
    Attributes() { check(posix_spawnattr_init(&attributes_)); }
    Attributes(Attributes const&) = delete;
    Attributes& operator=(Attributes const&) = delete;
    ~Attributes() { posix_spawnattr_destroy(&attributes_); }
    posix_spawnattr_t* get() { return &attributes_; }

  private:
    posix_spawnattr_t attributes_{};
};

// While it lives, Ctrl+C is left to the child.
class IgnoreInterrupt {
  public:
    IgnoreInterrupt() {
        struct sigaction ignore {};
        ignore.sa_handler = SIG_IGN;
        ::sigaction(SIGINT, &ignore, &before_);
    }
    IgnoreInterrupt(IgnoreInterrupt const&) = delete;
    IgnoreInterrupt& operator=(IgnoreInterrupt const&) = delete;
    ~IgnoreInterrupt() { ::sigaction(SIGINT, &before_, nullptr); }

  private:
    struct sigaction before_ {};
};

int code_of(int status) {
    if (WIFEXITED(status)) return WEXITSTATUS(status);
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : 1;
}

// Why it must be killed now, or exited if it need not be.
ChildEnd overdue(Child const& child, Clock::time_point started) {
    if (child.stop && child.stop->load()) return ChildEnd::stopped;
    if (child.limit.count() > 0 && Clock::now() - started >= child.limit) return ChildEnd::limit;
    return ChildEnd::exited;
}

// Appends what there is; closes the stream at its end.
void drain(Pipe& pipe, std::string& into) {
    std::array<char, 65536> buffer;
    auto const count = ::read(pipe.read(), buffer.data(), buffer.size());
    if (count > 0)
        into.append(buffer.data(), static_cast<std::size_t>(count));
    else if (count == 0 || errno != EINTR)
        pipe.close_read();
}

} // namespace

ChildResult run_child(Child const& child) {
    Actions actions;
    Attributes attributes;
    Pipe output;
    Pipe error;
    short flags = POSIX_SPAWN_SETSIGDEF;
    sigset_t defaults;
    sigemptyset(&defaults);
    sigaddset(&defaults, SIGINT);
    sigaddset(&defaults, SIGPIPE);
    check(posix_spawnattr_setsigdefault(attributes.get(), &defaults));
    if (child.capture) {
        flags |= POSIX_SPAWN_SETPGROUP; // a group of its own, to be killed as a whole
        check(posix_spawn_file_actions_addopen(actions.get(), 0, "/dev/null", O_RDONLY, 0));
        check(posix_spawn_file_actions_adddup2(actions.get(), output.write(), 1));
        check(posix_spawn_file_actions_adddup2(actions.get(), error.write(), 2));
    }
    if (!child.folder.empty())
        check(posix_spawn_file_actions_addchdir_np(actions.get(), child.folder.c_str()));
    check(posix_spawnattr_setflags(attributes.get(), flags));

    std::vector<char*> words;
    for (std::string const& word : child.words) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);

    std::optional<IgnoreInterrupt> ignore;
    if (!child.capture) ignore.emplace();
    pid_t process = 0;
    int const spawned =
        posix_spawnp(&process, words.front(), actions.get(), attributes.get(), words.data(), environ);
    if (spawned == ENOENT || spawned == EACCES) return {ChildEnd::not_found, 127, {}, {}};
    check(spawned);
    output.close_write();
    error.close_write();
    if (!child.capture) {
        output.close_read();
        error.close_read();
    }

    ChildResult result;
    auto const started = Clock::now();
    int status = 0;
    for (bool ended = false;;) {
        if (!ended && ::waitpid(process, &status, WNOHANG) == process) ended = true;
        bool const open = output.read() >= 0 || error.read() >= 0;
        if (ended && !open) break;
        if (!ended && result.end == ChildEnd::exited) {
            result.end = overdue(child, started);
            if (result.end != ChildEnd::exited) ::kill(child.capture ? -process : process, SIGKILL);
        }
        std::array<pollfd, 2> waiting{pollfd{output.read(), POLLIN, 0}, pollfd{error.read(), POLLIN, 0}};
        // A descriptor of -1 is passed over. A grandchild may hold the pipes open after the end: not for
        // long.
        int const ready = ::poll(waiting.data(), waiting.size(), ended ? 200 : open ? 20 : 5);
        if (ready > 0) {
            if (waiting[0].revents != 0) drain(output, result.output);
            if (waiting[1].revents != 0) drain(error, result.error);
        } else if (ended) {
            break;
        }
    }
    result.exit_code = code_of(status);
    return result;
}

} // namespace session
