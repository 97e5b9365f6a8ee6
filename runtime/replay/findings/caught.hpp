// Who catches a cancellation, read from a program's text: the blocks around a line, by their indentation.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace replay {

struct Caught {
    std::optional<std::uint32_t> line; // of the `except` (or `with suppress`) that keeps it; none: it goes on
    bool reached = false;              // the block that begins at `until` stands around, or is, the line
};

// The blocks of one text, read once.
class Catching {
  public:
    explicit Catching(std::string_view source); // which outlives it

    // What becomes of a CancelledError at `line`. Only what stands within the block of line `until` counts,
    // if that is not 0. An `except` whose body raises something passes it on.
    Caught at(std::uint32_t line, std::uint32_t until = 0) const;

  private:
    struct Line {
        std::size_t indent = 0;
        std::string_view words; // empty: nothing of a block stands here
    };

    bool raises(std::size_t clause) const;
    std::optional<std::uint32_t> clause_of(std::size_t line, std::size_t indent) const;

    std::vector<Line> lines_;
};

} // namespace replay
