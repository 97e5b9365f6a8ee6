#include "tools/fuzz/cpython.hpp"

#include "trace/json.hpp"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <spawn.h>
#include <sstream>
#include <string_view>
#include <sys/wait.h>
#include <system_error>
#include <thread>
#include <unistd.h>

extern char** environ;

namespace fuzz {
namespace {

namespace fs = std::filesystem;

class TemporaryFolder {
  public:
    TemporaryFolder() {
        std::string name = (fs::temp_directory_path() / "awaitscope-fuzz-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr)
            throw JudgeError("Cannot make a folder in " + fs::temp_directory_path().string() +
                             ": make room there, or set TMPDIR to another place.");
        path = name;
    }
    TemporaryFolder(TemporaryFolder const&) = delete;
    TemporaryFolder& operator=(TemporaryFolder const&) = delete;
    ~TemporaryFolder() {
        std::error_code ignored;
        fs::remove_all(path, ignored);
    }
    fs::path path;
};

std::string content(fs::path const& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string last_line(std::string text) {
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text.substr(text.rfind('\n') + 1); // npos + 1 is 0
}

// Runs it with its three streams in files; its exit code. Killed after `limit`, which is then -1.
int run(std::vector<std::string> words, fs::path const& input, fs::path const& output, fs::path const& error,
        std::chrono::seconds limit) {
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t streams;
    posix_spawn_file_actions_init(&streams);
    posix_spawn_file_actions_addopen(&streams, 0, input.c_str(), O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&streams, 1, output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_addopen(&streams, 2, error.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    pid_t child = 0;
    int const failed = ::posix_spawnp(&child, arguments[0], &streams, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&streams);
    if (failed != 0)
        throw JudgeError("Cannot start " + words[0] + ": " + std::strerror(failed) +
                         ". Install Python 3.11, or name one with --python.");
    auto const end = std::chrono::steady_clock::now() + limit;
    int status = 0;
    while (::waitpid(child, &status, WNOHANG) == 0) {
        if (std::chrono::steady_clock::now() > end) {
            ::kill(child, SIGKILL);
            ::waitpid(child, &status, 0);
            return -1;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::vector<trace::Log> split(std::string_view traces) {
    std::vector<trace::Log> logs;
    while (!traces.empty()) {
        auto const next = traces.find("\n{\"awaitscope\"", 1);
        auto const size = next == std::string_view::npos ? traces.size() : next + 1;
        logs.push_back(trace::read(traces.substr(0, size)).log);
        traces.remove_prefix(size);
    }
    return logs;
}

} // namespace

std::vector<trace::Log> record(CPython const& cpython, std::vector<std::string> const& programs) {
    if (!fs::is_regular_file(cpython.recorder))
        throw JudgeError("The recorder is missing: there is no " + cpython.recorder.string() + ".");
    TemporaryFolder const folder;
    std::string requests;
    for (auto const& program : programs) {
        requests += "{\"name\":\"program.py\",\"source\":";
        trace::append_json(requests, program);
        requests += "}\n";
    }
    std::ofstream(folder.path / "requests", std::ios::binary) << requests;
    int const code = run({cpython.python, cpython.recorder.string(), "--batch"}, folder.path / "requests",
                         folder.path / "traces", folder.path / "errors", cpython.limit);
    auto logs = split(content(folder.path / "traces"));
    auto const where = "program " + std::to_string(logs.size()) + " of " + std::to_string(programs.size());
    if (code == -1)
        throw JudgeError("CPython did not come to an end with " + where + " in " +
                         std::to_string(cpython.limit.count()) + " s.");
    if (code != 0 || logs.size() != programs.size())
        throw JudgeError("CPython stopped with exit code " + std::to_string(code) + " in " + where + ": " +
                         last_line(content(folder.path / "errors")));
    return logs;
}

Version version(CPython const& cpython) {
    TemporaryFolder const folder;
    auto const output = folder.path / "output";
    std::string const ask =
        "import platform, asyncio.timeouts as t; "
        "print(platform.python_version(), '_cancelling' in t.Timeout.__aexit__.__code__.co_names)";
    int const code = run({cpython.python, "-c", ask}, "/dev/null", output, "/dev/null", cpython.limit);
    std::istringstream answer(content(output));
    Version found;
    std::string knows_older;
    answer >> found.text >> knows_older;
    if (code != 0 || found.text.rfind("3.11.", 0) != 0)
        throw JudgeError(cpython.python +
                         " is no Python 3.11, whose turns the miniature takes. Name one with --python.");
    found.rules.group_takes_back_late = false;
    found.rules.group_closes_refused_coroutine = false;
    found.rules.uncancel_forgets_request = false;
    found.rules.timeout_knows_older_requests = knows_older == "True";
    return found;
}

std::string find_python() {
    for (char const* const name : {"python3", "python3.11", "/usr/bin/python3.11"}) {
        CPython candidate;
        candidate.python = name;
        try {
            version(candidate);
            return name;
        } catch (JudgeError const&) {
        }
    }
    return {};
}

} // namespace fuzz
