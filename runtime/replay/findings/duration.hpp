// Spans of time as one says them.
#pragma once
#include <cstdint>
#include <string>

namespace replay {

// Three digits: "159 ms", "1.2 s", "45 µs"; from a minute on "2 min 5 s".
std::string duration(std::int64_t ns);

} // namespace replay
