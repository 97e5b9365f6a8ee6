// Reading an .awt file. Nothing in it is ever executed.
#pragma once
#include "trace/log.hpp"

#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

namespace trace {

// The file is no trace at all, or cannot be read or written; what() is one sentence that says what to do.
struct FileError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// `problem` is empty for a whole file; otherwise one sentence: where it was cut off or damaged. Every
// event before that place is in `log`.
struct Reading {
    Log log;
    std::string problem;
    bool cut = false; // it is that the file stops, and all that is there is good
};

Reading read(std::string_view bytes, std::string_view name = "the trace");
Reading load(std::filesystem::path const& path);

} // namespace trace
