#include "explore/words.hpp"

#include "replay/names.hpp"

#include <cmath>
#include <cstddef>
#include <vector>

namespace explore {

std::string varied(Vary const& vary) {
    std::vector<std::string> parts;
    if (vary.timers) parts.emplace_back("ties");
    if (vary.threads) parts.emplace_back("threads");
    if (vary.io) parts.emplace_back("I/O");
    if (!vary.outside.empty()) parts.emplace_back("the outside's sleeps");
    return replay::listed(parts);
}

std::string grouped(double number) {
    if (number >= 1e15) return "more than 1,000,000,000,000,000";
    std::string text = std::to_string(static_cast<long long>(std::llround(number)));
    for (auto place = static_cast<std::ptrdiff_t>(text.size()) - 3; place > 0; place -= 3)
        text.insert(static_cast<std::size_t>(place), ",");
    return text;
}

std::string orders(double number) { return grouped(number) + (number == 1 ? " order" : " orders"); }

} // namespace explore
