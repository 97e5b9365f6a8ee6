#include "cli/input.hpp"
#include "cli/parts.hpp"
#include "cpython/recorder.hpp"
#include "trace/reader.hpp"

#include <cstdio>
#include <filesystem>
#include <memory>

namespace cli {
namespace {

namespace fs = std::filesystem;

struct RecordOptions {
    std::string program;
    std::string output;
    std::vector<std::string> arguments;
};

int record(RecordOptions const& options) {
    fs::path const file =
        options.output.empty() ? fs::path(options.program).stem().string() + ".awt" : options.output;
    std::error_code error;
    if (fs::is_directory(file, error)) throw Failure(file.string() + " is a folder; name a file in it.");
    if (fs::path const folder = file.parent_path(); !folder.empty() && !fs::is_directory(folder, error))
        throw Failure("There is no folder " + folder.string() + "; make it, or name another.");
    cpython::Recorded const recorded = cpython::record_program(options.program, options.arguments, file);
    if (!recorded.written) return recorded.exit_code != 0 ? recorded.exit_code : exit_usage;
    std::string size;
    if (fs::is_regular_file(file, error)) {
        trace::Reading const reading = trace::load(file);
        size = " (" + std::to_string(reading.log.size()) + " events)";
        if (!reading.problem.empty()) std::fprintf(stderr, "awaitscope: %s\n", reading.problem.c_str());
    }
    std::fprintf(stderr, "awaitscope: recorded in %s%s; open it: awaitscope %s\n", file.c_str(), size.c_str(),
                 file.c_str());
    return recorded.exit_code;
}

} // namespace

Command record_command() {
    auto const options = std::make_shared<RecordOptions>();
    return {"record",
            "Runs your own Python program on CPython and records what asyncio does",
            "The program's clock is virtual: a sleep of an hour takes no time. Its exit code is passed on.",
            "awaitscope record fetch_all.py -o fetch.awt -- --limit 3",
            {{"PROGRAM.py", "", "The Python program", &options->program, true},
             {"-o,--output", "FILE.awt", "Where the trace goes; without it, PROGRAM.awt in this folder",
              &options->output},
             {"ARGS", "", "The program's own arguments, after --", &options->arguments}},
            [options] { return record(*options); }};
}

} // namespace cli
