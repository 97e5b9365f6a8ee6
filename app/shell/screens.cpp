#include "shell/screens.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace shell {
namespace {

std::int64_t shared(Place a, Place b) {
    std::int64_t const w = std::min(a.x + a.w, b.x + b.w) - std::max(a.x, b.x);
    std::int64_t const h = std::min(a.y + a.h, b.y + b.h) - std::max(a.y, b.y);
    return std::max<std::int64_t>(w, 0) * std::max<std::int64_t>(h, 0);
}

} // namespace

std::size_t screen_of(Place window, std::vector<Place> const& screens) {
    auto const most = std::max_element(screens.begin(), screens.end(), [&](Place const& a, Place const& b) {
        return shared(window, a) < shared(window, b);
    });
    return static_cast<std::size_t>(most - screens.begin());
}

std::size_t screen_beside(Place window, std::vector<Place> const& screens) {
    std::size_t const here = screen_of(window, screens);
    if (screens.size() < 2) return here;
    return here == 0 ? 1 : 0;
}

float scale_on(float told, int height) {
    // In halves, none below 1620 px: on a screen of 1440 px no other program is larger either.
    float const by_height = std::floor(static_cast<float>(height) / 1080 * 2) / 2;
    return told > 1 ? told : std::max(told, by_height);
}

} // namespace shell
