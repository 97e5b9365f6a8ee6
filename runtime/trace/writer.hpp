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

// For a file whose program was ended from outside: what stands of a last line that was cut goes; then the
// file gets its end, with the events that were read of it. `complete` throws FileError.
void trim(std::filesystem::path const& path);
void complete(std::filesystem::path const& path, Step events, End const& end);

} // namespace trace
