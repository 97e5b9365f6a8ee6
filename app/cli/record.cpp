#include "cli/input.hpp"
#include "cli/open.hpp"
#include "cli/parts.hpp"
#include "cpython/recorder.hpp"
#include "trace/reader.hpp"
#include "trace/writer.hpp"

#include <cstdio>
#include <filesystem>
#include <memory>

namespace cli {
namespace {

namespace fs = std::filesystem;

struct RecordOptions {
    cpython::Wanted wanted;
    std::string clock = "real";
    std::string output;
    bool open = false;
};

int record(RecordOptions options) {
    cpython::Wanted& wanted = options.wanted;
    if (options.clock != "real" && options.clock != "virtual")
        throw Failure("--clock is real or virtual, not " + options.clock + ".");
    wanted.virtual_clock = options.clock == "virtual";
    if (!wanted.module.empty() && !wanted.program.empty()) {
        // All that follows the module's name is the module's.
        wanted.arguments.insert(wanted.arguments.begin(), wanted.program);
        wanted.program.clear();
    }
    if (wanted.module.empty() && wanted.program.empty())
        throw Failure("Name a program, a module (-m) or a command. See awaitscope record --help.");
    std::string const name = wanted.module.empty() ? fs::path(wanted.program).stem().string() : wanted.module;
    fs::path const file = options.output.empty() ? fs::path(name + ".awt") : fs::path(options.output);
    std::error_code error;
    if (fs::is_directory(file, error)) throw Failure(file.string() + " is a folder; name a file in it.");
    if (fs::path const folder = file.parent_path(); !folder.empty() && !fs::is_directory(folder, error))
        throw Failure("There is no folder " + folder.string() + "; make it, or name another.");
    if (options.open)
        if (auto const code = open_live(wanted, file)) return *code;
    cpython::Recorded const recorded = cpython::record_program(wanted, file);
    if (!recorded.written) return recorded.exit_code != 0 ? recorded.exit_code : exit_usage;
    std::string size;
    if (fs::is_regular_file(file, error)) {
        bool const from_outside = recorded.exit_code > 128;
        if (from_outside) trace::trim(file);
        trace::Reading const reading = trace::load(file);
        size = " (" + std::to_string(reading.log.size()) + " events)";
        if (reading.cut && from_outside)
            trace::complete(file, reading.log.size(),
                            {recorded.exit_code,
                             std::string("ended by signal ") + std::to_string(recorded.exit_code - 128)});
        else if (!reading.problem.empty())
            std::fprintf(stderr, "awaitscope: %s\n", reading.problem.c_str());
    }
    std::fprintf(stderr, "awaitscope: recorded in %s%s; open it: awaitscope %s\n", file.c_str(), size.c_str(),
                 file.c_str());
    return recorded.exit_code;
}

} // namespace

Command record_command() {
    auto const options = std::make_shared<RecordOptions>();
    return {
        "record",
        "Runs your own Python program on CPython and records what asyncio does",
        "The program runs as it does alone; its exit code is passed on. Whatever ends it, what was recorded "
        "up to then opens.\n"
        "  awaitscope record service.py -- --port 8000     a program and its arguments\n"
        "  awaitscope record -m package -- ARGS            a module, as python3 -m\n"
        "  awaitscope record -- uvicorn app:app            a command that is a Python program\n"
        "  awaitscope record --open -- uvicorn app:app     the studio looks on while it runs\n"
        "  awaitscope record --clock virtual sleeps.py     a sleep of an hour takes no time; as lessons are",
        "awaitscope record fetch_all.py -o fetch.awt -- --limit 3",
        {{"PROGRAM", "", "The Python program, or a command", &options->wanted.program},
         {"-m", "MODULE", "A module instead, as python3 -m takes it", &options->wanted.module},
         {"-o,--output", "FILE.awt", "Where the trace goes; without it, PROGRAM.awt in this folder",
          &options->output},
         {"--clock", "real|virtual", "Whose time: the world's (as it is without this), or one that jumps",
          &options->clock},
         {"--python", "PATH", "Which Python runs it; without it, python3, so that of an active venv",
          &options->wanted.python},
         {"--include", "PATH", "Only code below it is the program's; may be given several times",
          &options->wanted.include},
         {"--exclude", "PATH", "Code below it is a library's; may be given several times",
          &options->wanted.exclude},
         {"--level", "switches|lines|locals",
          "What is seen besides tasks: with lines each line of the program, with locals values, too",
          &options->wanted.level},
         {"--lines", "PATH", "Lines are seen, and only of code below it; may be given several times",
          &options->wanted.lines},
         {"--last", "SECONDS", "Only so much of the newest is kept", &options->wanted.last},
         {"--max-size", "SIZE", "The newest part that fits is kept, like 200M; without it, 1G",
          &options->wanted.most},
         {"--open", "", "Opens the studio, which follows the program and ends it when it is closed",
          &options->open},
         {"--no-output", "", "That something was written is kept, and not what", &options->wanted.no_output},
         {"ARGS", "", "The program's own arguments, after --", &options->wanted.arguments}},
        [options] { return record(*options); }};
}

} // namespace cli
