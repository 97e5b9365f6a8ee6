// Which of several legal orders a run takes. Timers of one moment, input that is there at one look and
// threads that end at one moment come in an order that CPython leaves open or that the outside decides. By
// default it is the order in which they were armed, watched and submitted; a Schedule names another.
//
// Whoever has several things ready at once asks here, and nowhere else:
//
//     std::vector<Watch*> ready = ...;  // in the default order
//     order(Choice::io, ready);         // now in the order of this run's schedule
#pragma once
#include "aio/base/detail/execution.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace aio {

// What there is several of.
enum class Choice : std::uint8_t { timers, io, threads };

// Plain data, an input of a run.
struct Schedule {
    // The n-th decision of the run takes this one of the things that are left, counted from 0 in the default
    // order. Too large a number takes the last.
    std::vector<std::uint32_t> choices;
    bool last = false; // decisions beyond `choices` take the last one instead of the first

    bool operator==(Schedule const&) const = default;
    bool is_default() const;
};

// "1,0,2", and with `last` "1,0,last"; "" is the default.
std::string to_string(Schedule const& schedule);
std::optional<Schedule> parse_schedule(std::string_view text);

// One decision as it was made: an explorer makes the schedules of other runs from these.
struct Decision {
    Choice what = Choice::timers;
    std::uint32_t among = 0; // at least 2
    std::uint32_t taken = 0;

    bool operator==(Decision const&) const = default;
};

// A run's way through its schedule.
class Scheduling {
  public:
    explicit Scheduling(Schedule schedule) : schedule_(std::move(schedule)) {}

    std::uint32_t decide(Choice what, std::size_t among); // less than `among`
    std::vector<Decision> const& decisions() const { return decisions_; }

  private:
    Schedule schedule_;
    std::vector<Decision> decisions_;
};

// Puts things that are ready at the same moment, given in the default order, into the order in which they go
// on.
template <typename T>
void order(Choice what, std::vector<T>& ready) {
    Scheduling* const scheduling = execution.scheduling;
    if (!scheduling) return;
    for (auto at = ready.begin(); ready.end() - at > 1; ++at) {
        auto const left = static_cast<std::size_t>(ready.end() - at);
        auto const taken = at + static_cast<std::ptrdiff_t>(scheduling->decide(what, left));
        std::rotate(at, taken, taken + 1);
    }
}

} // namespace aio
