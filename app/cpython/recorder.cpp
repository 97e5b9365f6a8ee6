#include "cpython/recorder.hpp"

#include "catalogue/installed.hpp"
#include "catalogue/program.hpp"
#include "process/temporary_folder.hpp"
#include "trace/reader.hpp"

#include <cstdlib>
#include <fstream>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace cpython {
namespace fs = std::filesystem;

using session::EngineError;
using session::Recording;

namespace {

// What the recorder has to write its trace when we are gone.
constexpr std::chrono::milliseconds to_put_away{1000};

std::string python() {
    char const* const given = std::getenv("AWAITSCOPE_PYTHON");
    return given && *given ? given : "python3";
}

using Runner = process::Result (*)(process::Command, process::Limits const&);

process::Result run_python(Runner runner, process::Command command, process::Limits const& limits,
                           std::string const& what) {
    command.words.insert(command.words.begin(), python());
    process::Result result;
    try {
        result = runner(std::move(command), limits);
    } catch (std::system_error const& error) {
        throw EngineError("Cannot start " + python() + ": " + error.code().message() + ".");
    }
    switch (result.end) {
    case process::End::exited: return result;
    case process::End::not_found:
        if (python() == "python3")
            throw EngineError("Python is needed for this and python3 is not there. Install it: sudo apt-get "
                              "install python3");
        throw EngineError("AWAITSCOPE_PYTHON names " + python() +
                          ", and there is no such program; name another, or unset it.");
    case process::End::limit:
        throw EngineError(what + " ran for more than " + std::to_string(limits.time.count() / 1000) +
                          " s of real time and was stopped.");
    case process::End::stopped: throw EngineError(what + " was stopped.");
    }
    return result;
}

bool has_content(fs::path const& path) {
    std::error_code error;
    return fs::file_size(path, error) > 0 && !error;
}

} // namespace

fs::path recorder_script() {
    fs::path const script =
        lesson::installed("AWAITSCOPE_RECORDER", "recorder", AWAITSCOPE_RECORDER_FOLDER) / "record.py";
    std::error_code error;
    if (!fs::is_regular_file(script, error))
        throw EngineError("The recorder is missing: there is no " + script.string() +
                          ". Install Awaitscope again, or name its folder in AWAITSCOPE_RECORDER.");
    return fs::absolute(script);
}

Recording run(lesson::Lesson const& lesson, lesson::Knobs const& knobs, process::Limits const& limits) {
    fs::path const script = recorder_script();
    process::TemporaryFolder const folder;
    fs::path const trace = folder.path() / "run.awt";
    std::ofstream(folder.path() / "program.py", std::ios::binary) << lesson::variant(lesson, knobs).text;

    process::Command command;
    // Relative, so that tracebacks and warnings name program.py and no folder of the moment.
    command.words = {script.string(), "program.py",    "-o",        trace.string(), "--program",
                     lesson.id,       "--source-name", "program.py"};
    for (auto const& [name, value] : lesson::changed(lesson, knobs)) {
        command.words.emplace_back("--knob");
        command.words.push_back(name + "=" + value);
    }
    command.folder = folder.path();
    process::Result result = run_python(process::run, std::move(command), limits, "The lesson " + lesson.id);

    if (!has_content(trace)) {
        std::string const said = process::last_line(result.error);
        throw EngineError(
            "CPython left no trace of " + lesson.id +
            (said.empty() ? " (exit code " + std::to_string(result.exit_code) + ")." : ": " + said));
    }
    trace::Reading reading = trace::load(trace);
    return {std::move(reading.log), std::move(result.output), std::move(result.error), result.exit_code,
            std::move(reading.problem)};
}

Recorded record_program(fs::path const& program, std::vector<std::string> const& arguments,
                        fs::path const& file, process::Limits const& limits) {
    std::error_code error;
    if (!fs::exists(program, error))
        throw EngineError("There is no file " + program.string() +
                          ". Check the name; it is looked for from " + fs::current_path(error).string() +
                          ".");
    if (fs::is_directory(program, error))
        throw EngineError(program.string() + " is a folder; name a Python program in it.");
    fs::path const script = recorder_script();
    // A pipe or device cannot be replaced, only written to.
    bool const direct = fs::exists(file, error) && !fs::is_regular_file(file, error);
    fs::path part = file;
    if (!direct) part += ".part" + std::to_string(::getpid());

    process::Command command;
    command.words = {script.string(), program.string(), "-o", part.string()};
    if (!arguments.empty()) {
        command.words.emplace_back("--");
        command.words.insert(command.words.end(), arguments.begin(), arguments.end());
    }
    command.grace = to_put_away;
    process::Result const result =
        run_python(process::run_here, std::move(command), limits, program.string());
    if (direct) return {true, result.exit_code};
    if (!has_content(part)) {
        fs::remove(part, error);
        return {false, result.exit_code};
    }
    fs::rename(part, file, error);
    if (error)
        throw EngineError("Cannot write " + file.string() + ": " + error.message() + "; the trace is in " +
                          part.string() + ".");
    return {true, result.exit_code};
}

} // namespace cpython
