#include "kept/folders.hpp"

#include <cstdlib>

namespace kept {
namespace {

// The specification: a path that is not absolute counts as not set.
std::filesystem::path absolute_at(char const* variable) {
    char const* const value = std::getenv(variable);
    std::filesystem::path path(value ? value : "");
    return path.is_absolute() ? path : std::filesystem::path();
}

std::filesystem::path folder(char const* variable, char const* below_home) {
    auto base = absolute_at(variable);
    if (auto const home = absolute_at("HOME"); base.empty() && !home.empty()) base = home / below_home;
    return base.empty() ? base : base / "awaitscope";
}

} // namespace

Folders folders_of_person() {
    return {folder("XDG_CONFIG_HOME", ".config"), folder("XDG_DATA_HOME", ".local/share")};
}

} // namespace kept
