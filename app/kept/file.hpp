// Files of a person: written whole or not at all, never thrown away.
#pragma once
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>

namespace kept {

// what() is one sentence.
struct FileError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// A folder of one's own, with those above it; nothing if it cannot be made.
void make_folder(std::filesystem::path const& folder);
// Nothing if there is none. Throws FileError.
std::optional<std::string> read_file(std::filesystem::path const& path);
// By another file that takes its place. Throws FileError.
void write_file(std::filesystem::path const& path, std::string const& text);
// Gives a damaged file another name beside it, which is returned; empty if that cannot be done.
std::filesystem::path set_aside(std::filesystem::path const& path);

// While it lives, no other Awaitscope writes in this folder. One that holds it for long is not waited for,
// and where the file system knows no locks there is none: files stay whole anyway, but of two writers one may
// win.
class Lock {
  public:
    explicit Lock(std::filesystem::path const& folder);
    ~Lock();
    Lock(Lock const&) = delete;
    Lock& operator=(Lock const&) = delete;

  private:
    int file_ = -1;
};

} // namespace kept
