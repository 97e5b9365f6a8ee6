#include "views/timeline/ruler.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

namespace ui {

using replay::Position;

std::vector<double> step_axis(std::vector<float> weights, std::vector<Need> needs) {
    // Short stretches first: what they get counts for the longer ones around them.
    std::sort(needs.begin(), needs.end(), [](Need const& a, Need const& b) {
        return std::tuple(a.end - a.begin, a.begin, a.width) < std::tuple(b.end - b.begin, b.begin, b.width);
    });
    for (Need const& need : needs) {
        auto const end = std::min<std::size_t>(need.end, weights.size());
        if (need.begin >= end) continue;
        auto const first = weights.begin() + static_cast<std::ptrdiff_t>(need.begin);
        auto const last = weights.begin() + static_cast<std::ptrdiff_t>(end);
        double const has = std::accumulate(first, last, 0.0);
        // Twice the width is still calm; beyond that what happens within is squeezed.
        double const most = need.width * 2;
        double wanted = std::max(has, need.width);
        if (need.cap && has > most) wanted = most + 40 * std::log2(has / most);
        if (has > 0)
            std::transform(first, last, first, [&](float w) { return static_cast<float>(w * wanted / has); });
        else
            std::fill(first, last, static_cast<float>(wanted / static_cast<double>(end - need.begin)));
    }
    std::vector<double> at(weights.size() + 1);
    for (std::size_t i = 0; i < weights.size(); ++i) at[i + 1] = at[i] + static_cast<double>(weights[i]);
    return at;
}

std::vector<double> clock_axis(std::vector<double> const& step_axis, std::vector<std::int64_t> const& times) {
    constexpr double usual_width = 900; // px
    constexpr double most = 0.6;        // of it, for instants
    std::vector<double> at(times.size() + 1);
    double instants = 0; // px
    for (std::size_t i = 1; i < times.size(); ++i)
        if (times[i] == times[i - 1]) instants += step_axis[i + 1] - step_axis[i];
    double const seconds =
        times.empty() ? 0 : static_cast<double>(std::max<std::int64_t>(times.back(), 0)) / 1e9;
    double const share = std::min(instants / usual_width, most);
    double second_of_px = 1e-3;
    if (seconds > 0 && instants > 0) // in steps: another event moves nothing
        second_of_px = std::exp2(std::round(std::log2(share / (1 - share) * seconds / instants)));
    double opened = 0;
    for (std::size_t i = 0; i < times.size(); ++i) {
        if (i > 0 && times[i] == times[i - 1]) opened += (step_axis[i + 1] - step_axis[i]) * second_of_px;
        at[i + 1] = std::max(at[i], static_cast<double>(times[i]) / 1e9 + opened);
    }
    return at;
}

Position nearest_position(std::vector<double> const& axis, double x) {
    if (axis.empty()) return 0;
    auto const above = std::lower_bound(axis.begin(), axis.end(), x);
    if (above == axis.begin()) return 0;
    if (above == axis.end()) return axis.size() - 1;
    auto const index = static_cast<Position>(above - axis.begin());
    return x - axis[index - 1] < axis[index] - x ? index - 1 : index;
}

namespace {

std::string trimmed(double value, int decimals) {
    auto text = std::to_string(std::llround(std::abs(value) * std::pow(10.0, decimals)));
    if (decimals > 0) {
        auto const wide = static_cast<std::size_t>(decimals) + 1;
        if (text.size() < wide) text.insert(0, wide - text.size(), '0');
        text.insert(text.size() - static_cast<std::size_t>(decimals), ".");
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.') text.pop_back();
    }
    return (value < 0 && text != "0" ? "-" : "") + text;
}

} // namespace

std::string short_time(std::int64_t ns) {
    auto const size = std::abs(static_cast<double>(ns));
    if (ns == 0) return "0 s";
    if (size < 1e3) return std::to_string(ns) + " ns";
    if (size < 1e6) return trimmed(static_cast<double>(ns) / 1e3, 3) + " µs";
    if (size < 1e8) return trimmed(static_cast<double>(ns) / 1e6, 3) + " ms";
    return trimmed(static_cast<double>(ns) / 1e9, 3) + " s";
}

std::vector<Tick> clock_ticks(double from, double to, double px_per_second, double least_px) {
    std::vector<Tick> ticks;
    if (!(px_per_second > 0) || !(to >= from)) return ticks;
    double const least = least_px / px_per_second * 1e9;
    double step = std::pow(10.0, std::floor(std::log10(std::max(least, 1.0))));
    for (double const factor : {1.0, 2.0, 5.0, 10.0})
        if (step * factor >= least) {
            step *= factor;
            break;
        }
    double const first = std::ceil(from / step - 1e-9);
    for (double n = first; n * step <= to + step * 1e-9 && ticks.size() < 400; ++n)
        ticks.push_back({n * step, short_time(std::llround(n * step))});
    return ticks;
}

} // namespace ui
