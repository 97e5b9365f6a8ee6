// Reading a file that grows while its program runs.
#pragma once
#include "trace/log.hpp"

#include <filesystem>
#include <memory>
#include <string>

namespace trace {

class Follower {
  public:
    explicit Follower(std::filesystem::path path); // the file need not be there yet
    ~Follower();
    Follower(Follower&&) noexcept;
    Follower& operator=(Follower&&) noexcept;

    enum class News {
        none,
        grown, // the same log holds more
        anew,  // another file stands there (a ring has dropped its oldest part): another log
    };
    // Takes in what was written since; a last line that is not whole yet waits. Throws FileError for what is
    // no trace.
    News look();

    bool begun() const;                     // the header is there
    std::shared_ptr<Log const> log() const; // the same until a look says `anew`
    std::string const& problem() const;     // one sentence if it is damaged: then nothing more is read
    std::filesystem::path const& path() const;

  private:
    struct Reading;
    std::unique_ptr<Reading> reading_;
};

} // namespace trace
