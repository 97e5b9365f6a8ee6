#include "session/making/lines.hpp"

#include "session/comparing/lines.hpp"

#include <cstddef>
#include <cstdint>
#include <utility>

namespace session {
lesson::Program changed_to(std::string const& base, std::string text) {
    lesson::Program program;
    auto const a = lines_of(base), b = lines_of(text);
    CommonLines const common(a, b);
    program.lines.assign(a.size() + 1, 0);
    for (std::size_t i = 0, j = 0; i < a.size();) {
        if (j < b.size() && a[i] == b[j]) {
            program.lines[++i] = static_cast<std::uint32_t>(++j);
            continue;
        }
        std::size_t const from = i;
        std::size_t const to = j;
        while ((i < a.size() || j < b.size()) && !(i < a.size() && j < b.size() && a[i] == b[j])) {
            if (j == b.size() || (i < a.size() && common.first_is_alone(i, j)))
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
