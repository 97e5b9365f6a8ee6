#include "aio/run/record.hpp"

#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <utility>

namespace aio {
namespace {

std::string contents(std::filesystem::path const& path) {
    std::ifstream const file(path, std::ios::binary);
    std::ostringstream text;
    if (file) text << file.rdbuf();
    return text.str();
}

} // namespace

int record_to_file(std::filesystem::path const& path, std::function<void()> const& module,
                   std::source_location where) {
    auto const name = [](char const* file) { return std::filesystem::path(file).filename().string(); };
    trace::Log log({1, "miniature", "3.11", "virtual", name(where.file_name()), {}, {}});
    std::map<std::string, std::uint16_t, std::less<>> known;
    auto const source_of = [&](char const* file) {
        auto const found = known.find(std::string_view(file));
        if (found != known.end()) return found->second;
        auto const index = log.add_source({name(file), contents(file), {}});
        known.emplace(file, index);
        return index;
    };
    ProgramOptions options;
    options.log = &log;
    options.source = source_of(where.file_name());
    options.source_of = source_of;
    int const exit_code = run_program(module, std::move(options));
    trace::save(log, path);
    return exit_code;
}

} // namespace aio
