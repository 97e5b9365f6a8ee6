// Where a person's files are, by the XDG Base Directory Specification.
#pragma once
#include <filesystem>

namespace kept {

// An empty one: there is no such folder, and nothing is kept in it.
struct Folders {
    std::filesystem::path config;
    std::filesystem::path data;

    std::filesystem::path settings() const { return config.empty() ? config : config / "settings.toml"; }
    std::filesystem::path progress() const { return data.empty() ? data : data / "lessons.toml"; }
    std::filesystem::path lessons() const { return data.empty() ? data : data / "lessons"; } // made by hand
    // Of lessons' programs, to be edited.
    std::filesystem::path copies() const { return data.empty() ? data : data / "programs"; }
    std::filesystem::path recent() const { return data.empty() ? data : data / "recent.toml"; }
};

// The person's own, who runs this: $XDG_CONFIG_HOME/awaitscope and $XDG_DATA_HOME/awaitscope, else below
// $HOME. For the studio and for what speaks of kept things; pictures, checks and tests keep away from all but
// the lessons.
Folders folders_of_person();

} // namespace kept
