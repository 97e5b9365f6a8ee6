// Where a replay stands in a log.
#pragma once
#include "trace/event.hpp"

#include <cstdint>

namespace replay {

// A position p, 0 <= p <= log.size(), means that events 0 .. p-1 have happened. People count from 1: the
// event of "step p" is log[p - 1].
using Position = std::uint64_t;

// A line of a program; source 0 or line 0: none.
struct Place {
    std::uint16_t source = 0; // index into the log's sources, from 1
    std::uint32_t line = 0;   // from 1

    explicit operator bool() const { return line != 0; }
    bool operator==(Place const&) const = default;
};

inline Place place_of(trace::Event const& event) { return {event.source, event.line}; }

} // namespace replay
