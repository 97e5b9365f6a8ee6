#include "recordings.hpp"

#include "trace/reader.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

namespace {

namespace fs = std::filesystem;

fs::path const recorder = AWAITSCOPE_ROOT "/recorder/record.py";

fs::path folder_in(char const* variable) {
    char const* const folder = std::getenv(variable);
    return folder ? folder : "";
}
fs::path const recorded_in = folder_in("AWAITSCOPE_PAIRS_RECORD");
fs::path const read_from = folder_in("AWAITSCOPE_PAIRS_READ");
fs::path const folder = recorded_in.empty() ? read_from : recorded_in; // empty: nothing is kept

std::string contents(fs::path const& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// Whole or not at all: other processes read it.
void keep(fs::path const& path, std::string const& text) {
    fs::create_directories(folder);
    fs::path part = path;
    part += "." + std::to_string(getpid());
    std::ofstream(part, std::ios::binary) << text;
    fs::rename(part, path);
}

// The recorder's own text: what it recorded before it was changed does not count.
std::string const& recorder_text() {
    static std::string const text = [] {
        std::vector<fs::path> files{recorder};
        for (auto const& file :
             fs::recursive_directory_iterator(recorder.parent_path() / "awaitscope_recorder"))
            if (file.path().extension() == ".py") files.push_back(file.path());
        std::sort(files.begin(), files.end());
        std::string all;
        for (auto const& file : files) all += file.filename().string() + contents(file);
        return all;
    }();
    return text;
}

fs::path facts_of(judge::Versions const& versions) {
    return folder / ("python-" + to_string(versions.since) + "-" + to_string(versions.before));
}

// Those of PATH, then pyenv's; or only the one that AWAITSCOPE_PYTHON names.
std::vector<std::string> pythons() {
    auto names = judge::names_in_path();
    char const* const home = std::getenv("HOME");
    if (names.size() == 1 || !home) return names;
    std::vector<std::string> built;
    std::error_code none;
    for (auto const& version : fs::directory_iterator(fs::path(home) / ".pyenv/versions", none))
        built.push_back((version.path() / "bin/python3").string());
    std::sort(built.begin(), built.end());
    names.insert(names.end(), built.begin(), built.end());
    return names;
}

std::optional<Judge> find(judge::Versions const& versions) {
    if (!read_from.empty()) {
        std::ifstream facts(facts_of(versions));
        std::string python;
        std::string version;
        if (std::getline(facts, python) && std::getline(facts, version))
            if (auto const number = aio::parse_python_version(version))
                return Judge(python, *number, nullptr);
        if (facts.is_open()) return std::nullopt; // there was none
    }
    auto warm = judge::find(recorder, versions, pythons());
    if (!recorded_in.empty())
        keep(facts_of(versions), warm ? warm->python() + "\n" + to_string(warm->version()) + "\n" : "");
    if (!warm) return std::nullopt;
    std::string python = warm->python();
    auto const version = warm->version();
    return Judge(std::move(python), version, std::move(warm));
}

} // namespace

Judge::Judge(std::string python, aio::PythonVersion version, std::unique_ptr<judge::Warm> warm)
    : python_(std::move(python)), version_(version), warm_(std::move(warm)) {}

std::string Judge::record_now(std::string const& program) {
    if (!warm_) warm_ = std::make_unique<judge::Warm>(python_, recorder);
    try {
        return std::move(warm_->record({program}).front().trace);
    } catch (judge::Error const&) {
        warm_ = nullptr;
        throw;
    }
}

trace::Log Judge::record(std::string const& program) {
    if (folder.empty()) return trace::read(record_now(program)).log;
    auto const hash = std::hash<std::string>()(python_ + to_string(version_) + recorder_text() + program);
    auto const path = folder / (std::to_string(hash) + ".awt");
    if (!fs::exists(path)) keep(path, record_now(program));
    return trace::read(contents(path)).log;
}

Judge* judge_of(judge::Versions const& versions) {
    static std::map<std::string, std::optional<Judge>> judges;
    auto const name = to_string(versions.since) + " " + to_string(versions.before);
    auto found = judges.find(name);
    if (found == judges.end()) found = judges.emplace(name, find(versions)).first;
    return found->second ? &*found->second : nullptr;
}

bool only_records() { return !recorded_in.empty(); }
