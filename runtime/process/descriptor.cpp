#include "process/descriptor.hpp"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/socket.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace process {
namespace {

int checked(int number) {
    if (number < 0) throw std::system_error(errno, std::generic_category());
    return number;
}

Pipe both(std::array<int, 2> const& ends) {
    Descriptor first(ends[0]);
    return {std::move(first), Descriptor(ends[1])};
}

} // namespace

Descriptor::Descriptor(int number) : number_(number) {
    if (number < 0 || number > STDERR_FILENO) return;
    number_ = ::fcntl(number, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    int const error = errno;
    ::close(number);
    if (number_ < 0) throw std::system_error(error, std::generic_category());
}

Descriptor::Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
}

Descriptor::~Descriptor() { close(); }

void Descriptor::close() {
    if (number_ >= 0) ::close(number_);
    number_ = -1;
}

Pipe make_pipe() {
    std::array<int, 2> ends{};
    checked(::pipe2(ends.data(), O_CLOEXEC));
    return both(ends);
}

Pipe make_socket_pair() {
    std::array<int, 2> ends{};
    checked(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()));
    return both(ends);
}

Descriptor open_to_read(std::filesystem::path const& path) {
    return Descriptor(checked(::open(path.c_str(), O_RDONLY | O_CLOEXEC)));
}

Descriptor open_to_write(std::filesystem::path const& path) {
    return Descriptor(checked(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)));
}

} // namespace process
