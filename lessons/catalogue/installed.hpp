// Where the files that come with the program are.
#pragma once
#include <filesystem>
#include <string>

namespace lesson {

// The folder named by the environment variable, else ../share/awaitscope/NAME beside the executable if it is
// there, else `built`, the place in the tree the program was built from.
std::filesystem::path installed(char const* variable, std::string const& name,
                                std::filesystem::path const& built);

} // namespace lesson
