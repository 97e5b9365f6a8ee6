// Whatever can produce a recording: the miniature, real CPython in a child process, a file.
#pragma once
#include "aio/run/program.hpp"
#include "catalogue/knobs.hpp"
#include "catalogue/lesson.hpp"
#include "trace/log.hpp"
#include "trace/reader.hpp"

#include <atomic>
#include <chrono>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace session {

// A program could not be run; what() is one sentence that says what to do.
struct EngineError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// One run: what it did (log), what it wrote, how it ended.
struct Recording {
    trace::Log log;
    std::string output; // standard output, byte for byte
    std::string error;  // standard error: warnings and tracebacks
    int exit_code = 0;
    std::string damage; // one sentence if the log was cut off or damaged, else empty
};

// The lesson's own scenario on the miniature asyncio, in this thread; a few ms. `options` say what it is made
// under (model, clock, schedule, interventions); where it is recorded and writes to is set here. Throws
// EngineError for a lesson that has none.
Recording run_miniature(lesson::Lesson const& lesson, lesson::Knobs const& knobs,
                        aio::ProgramOptions options = {});

struct ChildOptions {
    std::chrono::milliseconds limit{0};      // then the program is killed; 0: no limit
    std::atomic<bool> const* stop = nullptr; // set by another thread to kill it before
};

// The lesson's program.py, with its knobs set, on CPython in a child process, for at most a minute unless
// `options` say otherwise. Throws EngineError: no python3, no recorder, no trace, limit.
Recording run_cpython(lesson::Lesson const& lesson, lesson::Knobs const& knobs,
                      ChildOptions const& options = {std::chrono::minutes(1), nullptr});

struct Recorded {
    bool written = false; // false: there is no trace; the recorder has said why on standard error
    int exit_code = 0;    // the program's, or the recorder's
};

// A person's own program on CPython, with our own standard streams. Its trace goes to `file`, which is
// replaced only when there is one. Throws EngineError.
Recorded record_program(std::filesystem::path const& program, std::vector<std::string> const& arguments,
                        std::filesystem::path const& file, ChildOptions const& options = {});

// $AWAITSCOPE_RECORDER, else ../share/awaitscope/recorder beside the executable, else the source tree.
std::filesystem::path recorder_folder();

// An .awt file. Throws trace::FileError.
trace::Reading open_trace(std::filesystem::path const& path);

} // namespace session
