#include "kept/file.hpp"

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <sys/file.h>
#include <system_error>
#include <thread>
#include <unistd.h>

namespace kept {
namespace fs = std::filesystem;

namespace {

// Renaming over a link would replace the link.
fs::path behind_links(fs::path const& path) {
    std::error_code error;
    auto const real = fs::canonical(path, error);
    return error ? path : real;
}

// Into a new file beside `path`, whose name is left in `part`: no other program writes the same one.
bool written(fs::path const& path, std::string const& text, std::string& part) {
    part = path.string() + ".partXXXXXX";
    int const file = ::mkstemp(part.data());
    if (file < 0) return false;
    std::size_t done = 0;
    while (done < text.size()) {
        auto const count = ::write(file, text.data() + done, text.size() - done);
        if (count <= 0) break;
        done += static_cast<std::size_t>(count);
    }
    bool const good =
        done == text.size() && ::fsync(file) == 0; // the name may reach the disk before the text
    return ::close(file) == 0 && good;
}

} // namespace

void make_folder(fs::path const& folder) {
    std::error_code error;
    if (fs::create_directories(folder, error)) fs::permissions(folder, fs::perms::owner_all, error);
}

std::optional<std::string> read_file(fs::path const& path) {
    std::error_code error;
    if (!fs::exists(path, error) && !error) return std::nullopt;
    if (fs::is_directory(path, error)) throw FileError(path.string() + " cannot be read: it is a folder.");
    std::ifstream in(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    if (!in.is_open() || in.bad()) throw FileError(path.string() + " cannot be read.");
    return text;
}

void write_file(fs::path const& path, std::string const& text) {
    fs::path const target = behind_links(path);
    std::string part;
    std::error_code error;
    if (written(target, text, part)) {
        fs::rename(part, target, error);
        if (!error) return;
    } else {
        error = std::error_code(errno, std::generic_category());
    }
    std::error_code ignored;
    fs::remove(part, ignored);
    throw FileError("Cannot write " + path.string() + ": " + error.message() + ".");
}

fs::path set_aside(fs::path const& path) {
    std::error_code error;
    fs::path aside = path;
    aside += ".damaged";
    for (int number = 2; fs::exists(aside, error) && number < 100; ++number) {
        aside = path;
        aside += ".damaged" + std::to_string(number);
    }
    fs::rename(path, aside, error);
    return error ? fs::path() : aside;
}

Lock::Lock(fs::path const& folder) {
    make_folder(folder);
    file_ = ::open((folder / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    for (int tries = 0; file_ >= 0 && tries < 500 && ::flock(file_, LOCK_EX | LOCK_NB) != 0; ++tries)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
}

Lock::~Lock() {
    if (file_ >= 0) ::close(file_);
}

} // namespace kept
