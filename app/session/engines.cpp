#include "session/engines.hpp"

#include "catalogue/installed.hpp"
#include "catalogue/program.hpp"
#include "catalogue/scenarios.hpp"
#include "session/child.hpp"

#include <cstdlib>
#include <fstream>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace session {
namespace fs = std::filesystem;
namespace {

// A folder that lives as long as this does.
class TemporaryFolder {
  public:
    TemporaryFolder() {
        std::string name = (fs::temp_directory_path() / "awaitscope-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr)
            throw EngineError("Cannot make a folder in " + fs::temp_directory_path().string() +
                              ": make room there, or set TMPDIR to another place.");
        path_ = name;
    }
    TemporaryFolder(TemporaryFolder const&) = delete;
    TemporaryFolder& operator=(TemporaryFolder const&) = delete;
    ~TemporaryFolder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    fs::path const& path() const { return path_; }

  private:
    fs::path path_;
};

fs::path recorder_script() {
    fs::path const script = recorder_folder() / "record.py";
    std::error_code error;
    if (!fs::is_regular_file(script, error))
        throw EngineError("The recorder is missing: there is no " + script.string() +
                          ". Install Awaitscope again, or name its folder in AWAITSCOPE_RECORDER.");
    return fs::absolute(script);
}

std::string python() {
    char const* const given = std::getenv("AWAITSCOPE_PYTHON");
    return given && *given ? given : "python3";
}

std::string last_line(std::string text) {
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text.substr(text.rfind('\n') + 1); // npos + 1 is 0
}

ChildResult run_python(Child child, std::string const& what) {
    child.words.insert(child.words.begin(), python());
    ChildResult result;
    try {
        result = run_child(child);
    } catch (std::system_error const& error) {
        throw EngineError("Cannot start " + python() + ": " + error.code().message() + ".");
    }
    switch (result.end) {
    case ChildEnd::exited: return result;
    case ChildEnd::not_found:
        if (python() == "python3")
            throw EngineError("Python is needed for this and python3 is not there. Install it: sudo apt-get "
                              "install python3");
        throw EngineError("AWAITSCOPE_PYTHON names " + python() +
                          ", and there is no such program; name another, or unset it.");
    case ChildEnd::limit:
        throw EngineError(what + " ran for more than " + std::to_string(child.limit.count() / 1000) +
                          " s of real time and was stopped.");
    case ChildEnd::stopped: throw EngineError(what + " was stopped.");
    }
    return result;
}

bool has_content(fs::path const& path) {
    std::error_code error;
    return fs::file_size(path, error) > 0 && !error;
}

} // namespace

fs::path recorder_folder() {
    return lesson::installed("AWAITSCOPE_RECORDER", "recorder", AWAITSCOPE_RECORDER_FOLDER);
}

Recording run_miniature(lesson::Lesson const& lesson, lesson::Knobs const& knobs,
                        aio::ProgramOptions options) {
    lesson::Scenario const scenario = lesson::scenario_of(lesson.id);
    if (scenario == nullptr)
        throw EngineError("The lesson " + lesson.id +
                          " has no scenario for the miniature; run it with --engine cpython.");
    lesson::Program const program = lesson::variant(lesson, knobs);
    Recording recording;
    recording.log =
        trace::Log({1, "miniature", "3.11", "virtual", lesson.id, {}, lesson::changed(lesson, knobs)});
    options.log = &recording.log;
    options.source = recording.log.add_source({"program.py", program.text, {}});
    options.line_map = program.lines;
    options.output = [&](std::string_view text) { recording.output += text; };
    options.error = [&](std::string_view text) { recording.error += text; };
    lesson::ScenarioArguments const arguments{knobs, program};
    recording.exit_code = aio::run_program([&] { scenario(arguments); }, std::move(options));
    return recording;
}

Recording run_cpython(lesson::Lesson const& lesson, lesson::Knobs const& knobs, ChildOptions const& options) {
    fs::path const script = recorder_script();
    TemporaryFolder const folder;
    fs::path const trace = folder.path() / "run.awt";
    std::ofstream(folder.path() / "program.py", std::ios::binary) << lesson::variant(lesson, knobs).text;

    Child child;
    // Relative, so that tracebacks and warnings name program.py and no folder of the moment.
    child.words = {script.string(), "program.py",    "-o",        trace.string(), "--program",
                   lesson.id,       "--source-name", "program.py"};
    for (auto const& [name, value] : lesson::changed(lesson, knobs)) {
        child.words.emplace_back("--knob");
        child.words.push_back(name + "=" + value);
    }
    child.folder = folder.path();
    child.limit = options.limit;
    child.stop = options.stop;
    ChildResult result = run_python(std::move(child), "The lesson " + lesson.id);

    if (!has_content(trace)) {
        std::string const said = last_line(result.error);
        throw EngineError(
            "CPython left no trace of " + lesson.id +
            (said.empty() ? " (exit code " + std::to_string(result.exit_code) + ")." : ": " + said));
    }
    trace::Reading reading = trace::load(trace);
    return {std::move(reading.log), std::move(result.output), std::move(result.error), result.exit_code,
            std::move(reading.problem)};
}

Recorded record_program(fs::path const& program, std::vector<std::string> const& arguments,
                        fs::path const& file, ChildOptions const& options) {
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

    Child child;
    child.words = {script.string(), program.string(), "-o", part.string()};
    if (!arguments.empty()) {
        child.words.emplace_back("--");
        child.words.insert(child.words.end(), arguments.begin(), arguments.end());
    }
    child.capture = false;
    child.limit = options.limit;
    child.stop = options.stop;
    ChildResult const result = run_python(std::move(child), program.string());
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

trace::Reading open_trace(fs::path const& path) { return trace::load(path); }

} // namespace session
