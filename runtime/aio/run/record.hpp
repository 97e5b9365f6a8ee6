// Recording a C++ program into a file that the studio opens:
//
//     int main() {
//         return aio::record_to_file("hello.awt", [] { aio::run(hello()); });
//     }
#pragma once
#include "aio/run/program.hpp"
#include "trace/writer.hpp"

#include <filesystem>
#include <functional>
#include <source_location>

namespace aio {

// Runs `module` as run_program does, with its output on standard output, and writes the trace to `path`. The
// lines in it are those of the C++ files where coroutines await; the files' text stands in the trace if they
// can be read when the program runs. Returns the program's exit code. trace::FileError if `path` cannot be
// written.
int record_to_file(std::filesystem::path const& path, std::function<void()> const& module,
                   std::source_location where = std::source_location::current());

} // namespace aio
