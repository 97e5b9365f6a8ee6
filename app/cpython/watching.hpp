// Hears that a file has changed, or that a program has ended, without being asked again and again.
#pragma once
#include "process/descriptor.hpp"

#include <array>
#include <filesystem>
#include <functional>
#include <thread>

namespace cpython {

class Watching {
  public:
    // `changed` is called in a thread of its own, at most some twenty times a second: when another file
    // stands there, it is longer or newer, and once when the descriptor `ends` (-1: none) becomes readable.
    Watching(std::filesystem::path file, int ends, std::function<void()> changed);
    ~Watching();
    Watching(Watching const&) = delete;
    Watching& operator=(Watching const&) = delete;

  private:
    using Seen = std::array<long long, 4>; // of a file: what is another when it has changed
    static Seen seen(std::filesystem::path const& file);
    void watch(std::filesystem::path const& file, Seen last, int ends,
               std::function<void()> const& changed) const;

    process::Pipe stop_;
    std::thread thread_;
};

} // namespace cpython
