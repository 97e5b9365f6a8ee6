// Real CPython, run in a process of its own by the recorder (recorder/record.py).
#pragma once
#include "catalogue/knobs.hpp"
#include "catalogue/lesson.hpp"
#include "process/run.hpp"
#include "session/recording.hpp"

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace cpython {

// A lesson's program.py, with its knobs set. Throws session::EngineError: no python3, no recorder, no trace,
// limit. `python`: which; "": $AWAITSCOPE_PYTHON, else python3.
session::Recording run(lesson::Lesson const& lesson, lesson::Knobs const& knobs,
                       process::Limits const& limits = {std::chrono::minutes(1), nullptr},
                       std::string const& python = {});

// The same, begun: to be asked from time to time, nothing while it runs. It is ended when nobody can ask any
// more.
std::function<std::optional<session::Recording>()>
start(lesson::Lesson const& lesson, lesson::Knobs const& knobs,
      std::chrono::milliseconds longest = std::chrono::minutes(1));

struct Recorded {
    bool written = false; // false: there is no trace; the recorder has said why on standard error
    int exit_code = 0;    // the program's, or the recorder's
};

// What a person wants recorded, and how.
struct Wanted {
    std::string program; // a Python file, or a command that is a Python program: "uvicorn"
    std::string module;  // instead of it, as python3 -m takes one
    std::vector<std::string> arguments;
    bool virtual_clock = false;                // else it runs as it does alone
    std::string python;                        // "": $AWAITSCOPE_PYTHON, else python3
    std::vector<std::string> include, exclude; // folders and files of the program, and such as are not
    std::string level;                         // switches, lines or locals; empty: switches
    std::vector<std::string> lines;            // folders or files whose lines are seen
    std::string last, most; // what is kept: "60" s, "1G" bytes; "": the recorder's own bound
    bool no_output = false; // what it writes is not kept
    int most_events = 0;    // of virtual time: it is ended then; 0: the recorder's own bound
};

// With our own standard streams; signals that would end us are the program's meanwhile. The trace goes to
// `file`: in real time from the start, else when there is one. Throws session::EngineError.
Recorded record_program(Wanted const& wanted, std::filesystem::path const& file);

// Numbers of open files; -1: our own. An empty folder: ours.
struct Surroundings {
    int input = -1, output = -1, error = -1;
    std::filesystem::path folder;
};
// The same without waiting for it: its trace grows in `file`. Should we end, it ends. Throws
// session::EngineError.
process::Process start_program(Wanted const& wanted, std::filesystem::path const& file,
                               Surroundings const& around = {});

// `name`, or if that is empty $AWAITSCOPE_PYTHON, else python3.
std::string interpreter_named(std::string const& name);

// record.py in $AWAITSCOPE_RECORDER, else ../share/awaitscope/recorder beside the executable, else the source
// tree. Throws session::EngineError if it is not there.
std::filesystem::path recorder_script();

// Where the build left the recorder's extension; none if there is none, or if the recorder is an installed
// one, beside which it stands.
std::filesystem::path extension_folder();

} // namespace cpython
