#include "cli/lessons/parts.hpp"

#include "catalogue/load.hpp"
#include "catalogue/proposal.hpp"
#include "catalogue/references.hpp"
#include "cli/input.hpp"
#include "cli/parts.hpp"
#include "cpython/recorder.hpp"
#include "kept/file.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <system_error>

namespace cli {
namespace {

namespace fs = std::filesystem;

constexpr char const* first_program = R"(import asyncio

async def greet(name, seconds):
    await asyncio.sleep(seconds)
    print("hello", name)

async def main():
    await asyncio.gather(greet("Ann", 2), greet("Bob", 1))

asyncio.run(main())
)";

void check_id(std::string const& id) {
    bool const good = !id.empty() && id.front() != '-' && std::all_of(id.begin(), id.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
    if (!good)
        throw Failure("A lesson's id is the name of its folder: small letters, digits and -, not " + id +
                      ".");
    std::error_code error;
    if (fs::exists(id, error)) throw Failure("There is a " + id + " here already; choose another id.");
}

std::string program_text(std::string const& from) {
    if (from.empty()) return first_program;
    auto text = kept::read_file(from);
    if (!text) throw Failure("There is no program " + from + ".");
    if (!text->ends_with('\n')) *text += '\n';
    return *text;
}

void write(fs::path const& path, std::string const& text) {
    fs::create_directories(path.parent_path());
    kept::write_file(path, text);
}

session::Recording run_once(lesson::Lesson const& lesson, lesson::Knobs const& knobs) {
    auto recording = cpython::run(lesson, knobs);
    if (recording.log.empty())
        throw Failure(lesson.id + ": nothing of asyncio happened in its program. " + recording.error);
    return recording;
}

void make(std::string const& id, std::string const& program) {
    fs::path const folder = id;
    write(folder / "program.py", program);
    lesson::Lesson bare;
    bare.id = id;
    bare.program = program;
    bare.folder = folder;
    auto const recording = run_once(bare, {});
    auto const proposal = lesson::propose(id, program, recording.log);
    write(folder / "lesson.toml", proposal.toml);
    write(folder / "lesson.md", proposal.text);
    write(folder / "expected" / "default.out", recording.output);
    auto const made = lesson::load(folder); // a proposal that is no lesson would be our mistake
    fs::create_directories(folder / "recordings");
    cli::save(recording.log, lesson::shipped_path(made, lesson::defaults(made)));
    if (recording.exit_code != 0)
        std::fprintf(stderr, "awaitscope: the program ended with exit code %d.\n", recording.exit_code);
}

} // namespace

int new_lesson(std::string const& id, std::string const& from) {
    check_id(id);
    auto const program = program_text(from);
    try {
        make(id, program);
    } catch (...) {
        std::error_code error;
        fs::remove_all(id, error);
        throw;
    }
    std::printf("%s/ is a lesson. Look at it:   awaitscope open %s --lessons .\n"
                "Write it:                     %s/lesson.toml and lesson.md; lessons/AUTHORING.md explains\n"
                "After each change:            awaitscope lessons record %s; awaitscope lessons check %s\n",
                id.c_str(), id.c_str(), id.c_str(), id.c_str(), id.c_str());
    return exit_good;
}

int record_lessons(std::vector<std::string> const& folders) {
    if (folders.empty()) throw Failure("awaitscope lessons record wants the folder of a lesson.");
    for (std::string const& folder : folders) {
        auto const lesson = lesson::load(folder);
        std::error_code error;
        fs::remove_all(lesson.folder / "recordings", error); // of values that are no samples any more
        fs::create_directories(lesson.folder / "recordings");
        auto const samples = lesson::all_samples(lesson);
        for (lesson::Knobs const& knobs : samples)
            cli::save(run_once(lesson, knobs).log, lesson::shipped_path(lesson, knobs));
        std::printf("%s: %s recorded\n", folder.c_str(), counted(samples.size(), "variant").c_str());
    }
    return exit_good;
}

} // namespace cli
