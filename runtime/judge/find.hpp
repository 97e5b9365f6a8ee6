// Which Pythons there are.
#pragma once
#include "judge/warm.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace judge {

// The one that AWAITSCOPE_PYTHON names; without it python3, python3.11 ... python3.13, all to be looked for
// in PATH.
std::vector<std::string> names_in_path();

// Those versions of Python from `since` on, before `before`.
struct Versions {
    aio::PythonVersion since{3, 11, 0};
    aio::PythonVersion before{3, 14, 0};
    bool hold(aio::PythonVersion const& version) const { return version >= since && version < before; }
};

// The first of `names` that is of one of these versions, started; null if none is.
std::unique_ptr<Warm> find(std::filesystem::path const& recorder, Versions const& versions = {},
                           std::vector<std::string> const& names = names_in_path());

// Starts the one that is named, or else the first in PATH whose version the miniature follows. Throws Error
// if the one that is named is not of these versions.
std::unique_ptr<Warm> start(std::string const& named, std::filesystem::path const& recorder,
                            Versions const& versions = {});

} // namespace judge
