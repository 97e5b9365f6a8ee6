#include "cli/lessons/parts.hpp"

#include "cli/parts.hpp"
#include "kept/file.hpp"
#include "kept/results.hpp"
#include "kept/text.hpp"

#include <algorithm>
#include <cstdio>
#include <system_error>
#include <vector>

namespace cli {
namespace {

std::vector<std::filesystem::path> handed_in(std::filesystem::path const& folder) {
    std::error_code error;
    std::filesystem::directory_iterator each(folder, error);
    if (error)
        throw Failure("There is no folder " + folder.string() +
                      " of answers; learners write theirs with: awaitscope answers export NAME.toml");
    std::vector<std::filesystem::path> files;
    for (; each != std::filesystem::directory_iterator(); each.increment(error))
        if (each->path().extension() == ".toml") files.push_back(each->path());
    if (files.empty())
        throw Failure(folder.string() +
                      " holds no .toml; learners write theirs with: awaitscope answers export NAME.toml");
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace

int print_results(std::filesystem::path const& folder) {
    std::vector<kept::Progress> learners;
    int status = exit_good;
    for (std::filesystem::path const& file : handed_in(folder)) {
        std::string problem;
        try {
            learners.push_back(kept::read_progress(kept::read_file(file).value_or("")));
            if (!learners.back().lessons.empty()) continue;
            learners.pop_back(), problem = "holds no answers";
        } catch (std::runtime_error const& error) {
            problem = std::string("is damaged: ") + error.what();
        }
        status = exit_bad;
        std::fprintf(stderr, "awaitscope: %s %s; it does not count.\n", file.c_str(), problem.c_str());
    }
    std::fputs(kept::results_text(kept::results(learners), learners.size()).c_str(), stdout);
    return status;
}

} // namespace cli
