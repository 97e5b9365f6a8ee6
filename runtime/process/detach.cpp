#include "process/detach.hpp"

#include "process/descriptor.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace process {

bool detach(std::vector<std::string> const& words) {
    std::vector<char*> names;
    names.reserve(words.size() + 1);
    for (std::string const& word : words) names.push_back(const_cast<char*>(word.c_str()));
    names.push_back(nullptr);
    Pipe started = make_pipe(); // closed when it runs; a byte before that: it cannot
    pid_t const between = ::fork();
    if (between < 0) return false;
    if (between == 0) {
        ::setsid();
        if (::fork() != 0) ::_exit(0);
        if (int const nothing = ::open("/dev/null", O_RDWR); nothing >= 0) {
            ::dup2(nothing, STDIN_FILENO);
            ::dup2(nothing, STDOUT_FILENO);
            ::dup2(nothing, STDERR_FILENO);
        }
        ::execvp(names[0], names.data());
        [[maybe_unused]] auto const told = ::write(started.write.number(), "x", 1);
        ::_exit(127);
    }
    while (::waitpid(between, nullptr, 0) < 0 && errno == EINTR) {
    }
    started.write.close();
    char failed = 0;
    ssize_t size = 0;
    do size = ::read(started.read.number(), &failed, 1);
    while (size < 0 && errno == EINTR);
    return size == 0;
}

} // namespace process
