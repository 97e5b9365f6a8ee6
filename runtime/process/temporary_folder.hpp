// A folder that lives as long as this does, for what a program reads and writes.
#pragma once
#include <filesystem>

namespace process {

class TemporaryFolder {
  public:
    TemporaryFolder(); // throws std::runtime_error, one sentence
    TemporaryFolder(TemporaryFolder const&) = delete;
    TemporaryFolder& operator=(TemporaryFolder const&) = delete;
    ~TemporaryFolder();
    std::filesystem::path const& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

} // namespace process
