#include "cpython/recorder.hpp"

#include "catalogue/installed.hpp"
#include "catalogue/program.hpp"
#include "process/temporary_folder.hpp"
#include "trace/reader.hpp"

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <future>
#include <memory>
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

using Runner = process::Result (*)(process::Command, process::Limits const&);

process::Result run_python(Runner runner, process::Command command, process::Limits const& limits,
                           std::string const& what, std::string const& named = {}) {
    std::string const interpreter = interpreter_named(named);
    command.words.insert(command.words.begin(), interpreter);
    process::Result result;
    try {
        result = runner(std::move(command), limits);
    } catch (std::system_error const& error) {
        throw EngineError("Cannot start " + interpreter + ": " + error.code().message() + ".");
    }
    switch (result.end) {
    case process::End::exited: return result;
    case process::End::not_found:
        if (!named.empty()) throw EngineError("There is no program " + named + "; name another Python.");
        if (interpreter == "python3")
            throw EngineError("Python is needed for this and python3 is not there. Install it: sudo apt-get "
                              "install python3");
        throw EngineError("AWAITSCOPE_PYTHON names " + interpreter +
                          ", and there is no such program; name another, or unset it.");
    case process::End::limit:
        throw EngineError(what + " ran for more than " + std::to_string(limits.time.count() / 1000) +
                          " s of real time and was stopped.");
    case process::End::stopped: throw EngineError(what + " was stopped.");
    }
    return result;
}

bool looks_like_file(std::string const& word) {
    return word.ends_with(".py") || word.find('/') != std::string::npos;
}

// After the interpreter's name.
std::vector<std::string> words_for(Wanted const& wanted, fs::path const& trace, bool a_file) {
    std::vector<std::string> words = {recorder_script().string(), "-o", trace.string(), "--clock",
                                      wanted.virtual_clock ? "virtual" : "real"};
    for (std::string const& path : wanted.include) words.insert(words.end(), {"--include", path});
    for (std::string const& path : wanted.exclude) words.insert(words.end(), {"--exclude", path});
    if (!wanted.level.empty()) words.insert(words.end(), {"--level", wanted.level});
    for (std::string const& path : wanted.lines) words.insert(words.end(), {"--lines", path});
    if (!wanted.last.empty()) words.insert(words.end(), {"--last", wanted.last});
    if (!wanted.most.empty()) words.insert(words.end(), {"--max-size", wanted.most});
    if (wanted.no_output) words.emplace_back("--no-output");
    if (wanted.most_events > 0) words.insert(words.end(), {"--limit", std::to_string(wanted.most_events)});
    if (fs::path const native = extension_folder(); !wanted.virtual_clock && !native.empty())
        words.insert(words.end(), {"--native", native.string()});
    std::vector<std::string> after = wanted.arguments;
    if (!wanted.module.empty())
        words.insert(words.end(), {"-m", wanted.module});
    else if (a_file)
        words.push_back(wanted.program);
    else
        after.insert(after.begin(), wanted.program);
    if (!after.empty()) words.emplace_back("--");
    words.insert(words.end(), after.begin(), after.end());
    return words;
}

// Throws EngineError for what cannot be recorded so.
void check(Wanted const& wanted, bool a_file) {
    std::error_code error;
    if (a_file && fs::is_directory(wanted.program, error))
        throw EngineError(wanted.program + " is a folder; name a Python program in it.");
    if (wanted.module.empty() && !a_file && (wanted.virtual_clock || looks_like_file(wanted.program)))
        throw EngineError("There is no file " + wanted.program + ". Check the name; it is looked for from " +
                          fs::current_path(error).string() + ".");
    if (wanted.virtual_clock && !wanted.module.empty())
        throw EngineError("With --clock virtual name a program's file instead of a module.");
    if (wanted.virtual_clock &&
        (!wanted.last.empty() || !wanted.most.empty() || wanted.no_output || !wanted.include.empty() ||
         !wanted.exclude.empty() || !wanted.level.empty() || !wanted.lines.empty()))
        throw EngineError("--level, --lines, --last, --max-size, --no-output, --include and --exclude go "
                          "with --clock real only.");
}

bool has_content(fs::path const& path) {
    std::error_code error;
    return fs::file_size(path, error) > 0 && !error;
}

} // namespace

std::string interpreter_named(std::string const& name) {
    if (!name.empty()) return name;
    char const* const given = std::getenv("AWAITSCOPE_PYTHON");
    return given && *given ? given : "python3";
}

fs::path recorder_script() {
    fs::path const script =
        lesson::installed("AWAITSCOPE_RECORDER", "recorder", AWAITSCOPE_RECORDER_FOLDER) / "record.py";
    std::error_code error;
    if (!fs::is_regular_file(script, error))
        throw EngineError("The recorder is missing: there is no " + script.string() +
                          ". Install Awaitscope again, or name its folder in AWAITSCOPE_RECORDER.");
    return fs::absolute(script);
}

fs::path extension_folder() {
    std::error_code error;
    bool const from_tree = recorder_script().parent_path() == fs::path(AWAITSCOPE_RECORDER_FOLDER);
    return from_tree && fs::is_directory(AWAITSCOPE_NATIVE_FOLDER, error) ? AWAITSCOPE_NATIVE_FOLDER
                                                                          : fs::path();
}

Recording run(lesson::Lesson const& lesson, lesson::Knobs const& knobs, process::Limits const& limits,
              std::string const& python) {
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
        command.words.emplace_back(name).append("=").append(value);
    }
    command.folder = folder.path();
    process::Result result =
        run_python(process::run, std::move(command), limits, "The lesson " + lesson.id, python);

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

std::function<std::optional<Recording>()> start(lesson::Lesson const& lesson, lesson::Knobs const& knobs,
                                                std::chrono::milliseconds longest) {
    struct Going {
        std::atomic<bool> stop{false};
        std::future<Recording> end;

        Going() = default;
        Going(Going const&) = delete;
        Going& operator=(Going const&) = delete;
        ~Going() { stop = true; } // the future waits until it has
    };
    auto const going = std::make_shared<Going>();
    going->end = std::async(std::launch::async, [lesson, knobs, longest, &stop = going->stop] {
        return run(lesson, knobs, {longest, &stop});
    });
    return [going]() -> std::optional<Recording> {
        if (going->end.wait_for(std::chrono::seconds(0)) != std::future_status::ready) return std::nullopt;
        return going->end.get();
    };
}

Recorded record_program(Wanted const& wanted, fs::path const& file) {
    std::error_code error;
    bool const a_file = wanted.module.empty() && fs::exists(wanted.program, error);
    check(wanted, a_file);

    // A pipe or device cannot be replaced, only written to.
    bool const direct = fs::exists(file, error) && !fs::is_regular_file(file, error);
    fs::path part = file;
    if (!direct && wanted.virtual_clock) part += ".part" + std::to_string(::getpid());
    auto const before = fs::last_write_time(part, error);

    process::Command command;
    command.words = words_for(wanted, part, a_file);
    command.grace = to_put_away;
    std::string const what = wanted.module.empty() ? wanted.program : wanted.module;
    process::Result const result = run_python(process::run_here, std::move(command), {}, what, wanted.python);
    if (direct) return {true, result.exit_code};
    if (!wanted.virtual_clock)
        return {has_content(part) && fs::last_write_time(part, error) != before, result.exit_code};
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

process::Process start_program(Wanted const& wanted, fs::path const& file, Surroundings const& around) {
    std::error_code error;
    bool const a_file = wanted.module.empty() && fs::exists(wanted.program, error);
    check(wanted, a_file);
    process::Command command;
    command.words = words_for(wanted, fs::absolute(file), a_file);
    command.words.insert(command.words.begin(), interpreter_named(wanted.python));
    command.grace = to_put_away;
    command.own_group = false;
    command.input = around.input;
    command.output = around.output;
    command.error = around.error;
    command.folder = around.folder;
    try {
        return process::Process(command);
    } catch (std::system_error const& refused) {
        throw EngineError("Cannot start " + command.words.front() + ": " + refused.code().message() + ".");
    }
}

} // namespace cpython
