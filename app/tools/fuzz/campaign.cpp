#include "tools/fuzz/campaign.hpp"

#include "tools/fuzz/generate.hpp"

#include <algorithm>
#include <set>

namespace fuzz {

Result run(Campaign const& campaign, Judge const& judge, std::function<void(Result const&)> const& progress) {
    constexpr std::uint64_t at_once = 400;
    Result result;
    std::set<std::string> known;
    while (result.programs < campaign.count) {
        auto const size = std::min(at_once, campaign.count - result.programs);
        auto const seed = campaign.first_seed + result.programs;
        std::vector<Program> programs;
        programs.reserve(size);
        for (std::uint64_t i = 0; i < size; ++i) programs.push_back(generate(seed + i));
        auto const checked = check(std::move(programs), judge);
        for (std::uint64_t i = 0; i < size; ++i) {
            auto const& each = checked[i];
            result.events += each.comparison.compared;
            if (is_deadlock(each.cpython)) ++result.deadlocks;
            if (each.comparison.agree) continue;
            result.differing.push_back(seed + i);
            if (known.size() < campaign.shrunk && known.insert(signature(each)).second)
                result.found.push_back({seed + i, smallest(each, judge)});
        }
        result.programs += size;
        if (progress) progress(result);
    }
    return result;
}

std::string describe(Found const& found) {
    auto const& difference = found.smallest.comparison.difference;
    if (!difference)
        return "The program of seed " + std::to_string(found.seed) + " differed, and then no more.\n";
    return "The program of seed " + std::to_string(found.seed) +
           " differs; the smallest of it that does:\n\n" + found.smallest.python + "\n" + difference->text +
           "\n";
}

} // namespace fuzz
