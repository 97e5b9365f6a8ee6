// Two texts line by line.
#pragma once
#include <string>
#include <vector>

namespace session {

struct ComparedLine {
    enum class In : unsigned char { both, first, second } in = In::both;
    std::string text;

    bool operator==(ComparedLine const&) const = default;
};

// As few lines in one text only as can be; in texts of thousands of lines that differ, not so few.
std::vector<ComparedLine> compared_lines(std::vector<std::string> const& first,
                                         std::vector<std::string> const& second);

} // namespace session
