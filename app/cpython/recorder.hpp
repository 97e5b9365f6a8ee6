// Real CPython, run in a process of its own by the recorder (recorder/record.py).
#pragma once
#include "catalogue/knobs.hpp"
#include "catalogue/lesson.hpp"
#include "process/run.hpp"
#include "session/recording.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace cpython {

// A lesson's program.py, with its knobs set. Throws session::EngineError: no python3, no recorder, no trace,
// limit.
session::Recording run(lesson::Lesson const& lesson, lesson::Knobs const& knobs,
                       process::Limits const& limits = {std::chrono::minutes(1), nullptr});

struct Recorded {
    bool written = false; // false: there is no trace; the recorder has said why on standard error
    int exit_code = 0;    // the program's, or the recorder's
};

// A person's own program, with our own standard streams; signals that would end us are the program's
// meanwhile. Its trace goes to `file`, which is replaced only when there is one. Throws session::EngineError.
Recorded record_program(std::filesystem::path const& program, std::vector<std::string> const& arguments,
                        std::filesystem::path const& file, process::Limits const& limits = {});

// record.py in $AWAITSCOPE_RECORDER, else ../share/awaitscope/recorder beside the executable, else the source
// tree. Throws session::EngineError if it is not there.
std::filesystem::path recorder_script();

} // namespace cpython
