#include "pair.hpp"

#include "replay/compare.hpp"
#include "trace/reader.hpp"

#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

struct Python {
    std::string path;
    std::string version; // "3.11.7"
};

// What a command writes; "" if it fails.
std::string output_of(std::string const& command) {
    std::string text;
    std::FILE* const pipe = popen((command + " 2>/dev/null").c_str(), "r");
    if (!pipe) return {};
    std::array<char, 256> part{};
    while (std::fgets(part.data(), part.size(), pipe)) text += part.data();
    if (pclose(pipe) != 0) return {};
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
}

// AWAITSCOPE_PYTHON, then what the path has, then pyenv's.
std::vector<std::string> candidates() {
    std::vector<std::string> paths;
    if (char const* chosen = std::getenv("AWAITSCOPE_PYTHON")) paths.emplace_back(chosen);
    for (auto const* name : {"python3", "python3.11", "python3.12", "python3.13", "python3.14"})
        paths.emplace_back(name);
    if (char const* home = std::getenv("HOME")) {
        std::error_code none;
        for (auto const& version : fs::directory_iterator(fs::path(home) / ".pyenv/versions", none))
            paths.push_back((version.path() / "bin/python3").string());
    }
    return paths;
}

std::optional<Python> find_python(int lowest_minor, int highest_minor) {
    for (auto const& path : candidates()) {
        auto const version =
            output_of("'" + path + "' -c 'import platform; print(platform.python_version())'");
        int minor = 0;
        if (std::sscanf(version.c_str(), "3.%d", &minor) != 1) continue;
        if (minor >= lowest_minor && minor <= highest_minor) return Python{path, version};
    }
    return std::nullopt;
}

std::optional<Python> const& python_for(Judge judge) {
    static auto const base = find_python(11, 11);
    static auto const newest = find_python(13, 99);
    return judge == Judge::base ? base : newest;
}

struct TemporaryFolder {
    fs::path path = fs::temp_directory_path() / ("awaitscope-pair-" + std::to_string(getpid()));
    TemporaryFolder() { fs::create_directories(path); }
    TemporaryFolder(TemporaryFolder const&) = delete;
    TemporaryFolder& operator=(TemporaryFolder const&) = delete;
    ~TemporaryFolder() {
        std::error_code none;
        fs::remove_all(path, none);
    }
};

std::string contents(fs::path const& path) {
    std::ifstream const file(path);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

trace::Log on_cpython(Python const& python, std::string const& program) {
    TemporaryFolder const folder;
    auto const file = [&](char const* name) { return "'" + (folder.path / name).string() + "'"; };
    std::ofstream(folder.path / "program.py") << program;
    auto const command = "'" + python.path + "' '" AWAITSCOPE_ROOT "/recorder/record.py' " +
                         file("program.py") + " -o " + file("program.awt") + " > " + file("out") + " 2> " +
                         file("err");
    int const status = std::system(command.c_str());
    UNSCOPED_INFO("exit status of CPython: " << status << "\n" << contents(folder.path / "err"));
    auto loaded = trace::load((folder.path / "program.awt").string());
    return std::move(loaded.log);
}

void on_miniature(std::string const& program, std::function<void()> const& module, trace::Log& log) {
    aio::ProgramOptions options;
    options.log = &log;
    options.source = log.add_source({"program.py", program, {}});
    options.output = [](std::string_view) {};
    options.error = [](std::string_view text) { UNSCOPED_INFO("the miniature: " << text); };
    aio::run_program(module, std::move(options));
}

// The program again and again, cut after no callback, after one, after two ... until it ends by itself: what
// is suspended then must be torn down, and nothing be left alive.
void require_clean_cuts(std::function<void()> const& module) {
    aio::Alive const before = aio::objects_alive;
    for (std::uint64_t callbacks = 0;; ++callbacks) {
        aio::CallbackLimit limit{callbacks};
        aio::ProgramOptions options;
        options.limit = &limit;
        options.output = [](std::string_view) {};
        options.error = [](std::string_view) {};
        aio::run_program(module, std::move(options));
        if (!(aio::objects_alive == before)) {
            INFO("cut after " << callbacks << " callbacks");
            CHECK(aio::objects_alive.handles == before.handles);
            CHECK(aio::objects_alive.frames == before.frames);
            CHECK(aio::objects_alive.futures == before.futures);
            CHECK(aio::objects_alive.tasks == before.tasks);
            return;
        }
        if (!limit.reached) return;
    }
}

} // namespace

void require_same_events(std::string_view python, std::function<void()> const& module, Judge judge) {
    require_clean_cuts(module);
    auto const& found = python_for(judge);
    if (!found) {
        WARN("skipped: there is no python3 of version "
             << (judge == Judge::base ? "3.11" : "3.13 or newer")
             << "; name one in the environment variable AWAITSCOPE_PYTHON");
        return;
    }
    std::string const program(python.substr(1));
    INFO("judge: " << found->path << " " << found->version);
    trace::Log ours;
    on_miniature(program, module, ours);
    auto const theirs = on_cpython(*found, program);
    auto const comparison = replay::compare(ours, theirs);
    if (comparison.difference) UNSCOPED_INFO(comparison.difference->text);
    CHECK(comparison.agree);
    CHECK(comparison.compared > 10);
}
