#include "session/making/lines.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace session {
namespace {

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        auto const end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

using Lines = std::vector<std::string_view>;

// [i][j]: how many lines the two have in common, in order, from there on.
std::vector<std::vector<std::uint32_t>> common(Lines const& a, Lines const& b) {
    std::vector most(a.size() + 1, std::vector<std::uint32_t>(b.size() + 1));
    for (std::size_t i = a.size(); i-- > 0;)
        for (std::size_t j = b.size(); j-- > 0;)
            most[i][j] = a[i] == b[j] ? most[i + 1][j + 1] + 1 : std::max(most[i + 1][j], most[i][j + 1]);
    return most;
}

} // namespace

lesson::Program changed_to(std::string const& base, std::string text) {
    lesson::Program program;
    Lines const a = lines_of(base);
    Lines const b = lines_of(text);
    auto const most = common(a, b);
    program.lines.assign(a.size() + 1, 0);
    for (std::size_t i = 0, j = 0; i < a.size();) {
        if (j < b.size() && a[i] == b[j]) {
            program.lines[++i] = static_cast<std::uint32_t>(++j);
            continue;
        }
        std::size_t const from = i;
        std::size_t const to = j;
        while ((i < a.size() || j < b.size()) && !(i < a.size() && j < b.size() && a[i] == b[j])) {
            if (j == b.size() || (i < a.size() && most[i + 1][j] >= most[i][j + 1]))
                ++i;
            else
                ++j;
        }
        for (std::size_t k = from; k < i && j > to; ++k)
            program.lines[k + 1] = static_cast<std::uint32_t>(to + 1);
    }
    program.text = std::move(text);
    return program;
}

} // namespace session
