#include "cpython/watching.hpp"

#include <poll.h>
#include <sys/stat.h>
#include <utility>

namespace cpython {
namespace {

constexpr int look_every = 50; // ms

} // namespace

Watching::Seen Watching::seen(std::filesystem::path const& file) {
    struct stat now {};
    if (::stat(file.c_str(), &now) != 0) now = {};
    return {static_cast<long long>(now.st_ino), now.st_size, now.st_mtim.tv_sec, now.st_mtim.tv_nsec};
}

Watching::Watching(std::filesystem::path file, int ends, std::function<void()> changed)
    : stop_(process::make_pipe()), thread_([this, file, ends, changed = std::move(changed),
                                            begun = seen(file)] { watch(file, begun, ends, changed); }) {}

Watching::~Watching() {
    stop_.write.close();
    thread_.join();
}

void Watching::watch(std::filesystem::path const& file, Seen last, int ends,
                     std::function<void()> const& changed) const {
    for (;;) {
        std::array<pollfd, 2> files{pollfd{stop_.read.number(), POLLIN, 0}, pollfd{ends, POLLIN, 0}};
        ::poll(files.data(), files.size(), look_every);
        if (files[0].revents != 0) return;
        auto const now = seen(file);
        if (files[1].revents != 0) {
            ends = -1;
            changed();
        } else if (now != last) {
            changed();
        }
        last = now;
    }
}

} // namespace cpython
