// Two texts line by line.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace session {

std::vector<std::string> lines_of(std::string_view text);

// How many lines two texts have in common, in order, from each pair of places to their ends.
class CommonLines {
  public:
    CommonLines(std::span<std::string const> first, std::span<std::string const> second);

    // Where the lines at these places, both there, are not the same: is it the first text's that has no
    // match?
    bool first_is_alone(std::size_t i, std::size_t j) const { return from(i + 1, j) >= from(i, j + 1); }

  private:
    std::uint32_t from(std::size_t i, std::size_t j) const { return table_[i * width_ + j]; }

    std::size_t width_;
    std::vector<std::uint32_t> table_;
};

struct ComparedLine {
    enum class In : unsigned char { both, first, second } in = In::both;
    std::string text;

    bool operator==(ComparedLine const&) const = default;
};

// As few lines in one text only as can be; in texts of thousands of lines that differ, not so few.
std::vector<ComparedLine> compared_lines(std::vector<std::string> const& first,
                                         std::vector<std::string> const& second);

} // namespace session
