#include "session/comparing/lines.hpp"

#include <algorithm>
#include <cstdint>

namespace session {
namespace {

using Lines = std::vector<std::string>;
constexpr std::size_t most_cells = 4'000'000; // of the table below

// Of the longest lines in common, from each pair of places to the ends. Without a table for texts too long.
struct Common {
    Common(Lines const& a, Lines const& b, std::size_t from, std::size_t a_end, std::size_t b_end)
        : from_(from), width_(b_end - from + 1) {
        if ((a_end - from) * (b_end - from) > most_cells) return;
        table_.assign((a_end - from + 1) * width_, 0);
        for (std::size_t i = a_end; i-- > from;)
            for (std::size_t j = b_end; j-- > from;)
                cell(i, j) = a[i] == b[j] ? cell(i + 1, j + 1) + 1 : std::max(cell(i + 1, j), cell(i, j + 1));
    }
    bool is_kept(std::size_t i, std::size_t j) {
        return !table_.empty() && cell(i, j) == cell(i + 1, j + 1) + 1;
    }
    bool first_goes(std::size_t i, std::size_t j) {
        return table_.empty() || cell(i + 1, j) >= cell(i, j + 1);
    }

  private:
    std::uint32_t& cell(std::size_t i, std::size_t j) { return table_[(i - from_) * width_ + j - from_]; }

    std::size_t from_, width_;
    std::vector<std::uint32_t> table_;
};

} // namespace

std::vector<ComparedLine> compared_lines(Lines const& first, Lines const& second) {
    using In = ComparedLine::In;
    std::size_t begin = 0, a_end = first.size(), b_end = second.size();
    while (begin < std::min(a_end, b_end) && first[begin] == second[begin]) ++begin;
    while (a_end > begin && b_end > begin && first[a_end - 1] == second[b_end - 1]) --a_end, --b_end;

    std::vector<ComparedLine> all;
    all.reserve(std::max(first.size(), second.size()));
    for (std::size_t i = 0; i < begin; ++i) all.push_back({In::both, first[i]});
    Common common(first, second, begin, a_end, b_end);
    std::size_t i = begin, j = begin;
    while (i < a_end || j < b_end) {
        if (i < a_end && j < b_end && first[i] == second[j] && common.is_kept(i, j)) {
            all.push_back({In::both, first[i]});
            ++i, ++j;
        } else if (i < a_end && (j == b_end || common.first_goes(i, j))) {
            all.push_back({In::first, first[i++]});
        } else {
            all.push_back({In::second, second[j++]});
        }
    }
    for (i = a_end; i < first.size(); ++i) all.push_back({In::both, first[i]});
    return all;
}

} // namespace session
