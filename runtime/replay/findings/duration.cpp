#include "replay/findings/duration.hpp"

#include <cstdio>

namespace replay {

std::string duration(std::int64_t ns) {
    auto const three_digits = [](double value, char const* unit) {
        char text[32];
        std::snprintf(text, sizeof text, "%.3g %s", value, unit);
        return std::string(text);
    };
    auto const size = static_cast<double>(ns);
    if (ns < 999'500) return three_digits(size / 1e3, "µs");
    if (ns < 999'500'000) return three_digits(size / 1e6, "ms");
    if (ns < 60'000'000'000) return three_digits(size / 1e9, "s");
    auto const seconds = (ns + 500'000'000) / 1'000'000'000;
    return std::to_string(seconds / 60) + " min " + std::to_string(seconds % 60) + " s";
}

} // namespace replay
