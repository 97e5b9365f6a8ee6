#include "session/comparing/lines.hpp"

#include <algorithm>

namespace session {
namespace {

using In = ComparedLine::In;
using Lines = std::span<std::string const>;

constexpr std::size_t most_pairs = 4'000'000; // of lines that are held against each other

void add(std::vector<ComparedLine>& all, Lines lines, In in) {
    for (std::string const& line : lines) all.push_back({in, line});
}

// Of two that begin with another line, and end with another.
void add_differing(std::vector<ComparedLine>& all, Lines first, Lines second) {
    std::size_t i = 0, j = 0;
    if (first.size() * second.size() <= most_pairs) {
        CommonLines const common(first, second);
        while (i < first.size() && j < second.size()) {
            if (first[i] == second[j]) {
                all.push_back({In::both, first[i++]});
                ++j;
            } else if (common.first_is_alone(i, j)) {
                all.push_back({In::first, first[i++]});
            } else {
                all.push_back({In::second, second[j++]});
            }
        }
    }
    add(all, first.subspan(i), In::first);
    add(all, second.subspan(j), In::second);
}

} // namespace

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        auto const end = std::min(text.find('\n'), text.size());
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

CommonLines::CommonLines(Lines first, Lines second)
    : width_(second.size() + 1), table_((first.size() + 1) * width_) {
    for (std::size_t i = first.size(); i-- > 0;)
        for (std::size_t j = second.size(); j-- > 0;)
            table_[i * width_ + j] =
                first[i] == second[j] ? from(i + 1, j + 1) + 1 : std::max(from(i + 1, j), from(i, j + 1));
}

std::vector<ComparedLine> compared_lines(std::vector<std::string> const& first,
                                         std::vector<std::string> const& second) {
    std::size_t begin = 0, a_end = first.size(), b_end = second.size();
    while (begin < std::min(a_end, b_end) && first[begin] == second[begin]) ++begin;
    while (a_end > begin && b_end > begin && first[a_end - 1] == second[b_end - 1]) --a_end, --b_end;

    std::vector<ComparedLine> all;
    all.reserve(std::max(first.size(), second.size()));
    Lines const a(first), b(second);
    add(all, a.first(begin), In::both);
    add_differing(all, a.subspan(begin, a_end - begin), b.subspan(begin, b_end - begin));
    add(all, a.subspan(a_end), In::both);
    return all;
}

} // namespace session
