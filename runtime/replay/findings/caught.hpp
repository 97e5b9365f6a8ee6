// Who catches a cancellation, read from a program's text: the blocks around a line, by their indentation.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace replay {

struct Caught {
    std::optional<std::uint32_t> line; // of the `except` (or `with suppress`) that keeps it; none: it goes on
    bool reached = false;              // the block that begins at `until` stands around, or is, the line
};

// What becomes of a CancelledError at `line`. Only what stands within the block of line `until` counts, if
// that is not 0. An `except` whose body raises something passes it on.
Caught caught_at(std::string_view source, std::uint32_t line, std::uint32_t until = 0);

} // namespace replay
