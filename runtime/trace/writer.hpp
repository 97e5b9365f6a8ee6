// Writing a log as an .awt file: UTF-8 JSON Lines, as EVENTS.md says.
#pragma once
#include "trace/log.hpp"

#include <filesystem>
#include <ostream>

namespace trace {

void write(Log const& log, std::ostream& out);

// Writes beside `path` and renames, so that a failure never leaves half a file in its place.
// Throws trace::FileError if it cannot.
void save(Log const& log, std::filesystem::path const& path);

} // namespace trace
