// Which of several legal orders a run takes. Timers of one moment, input that is there at one look and
// threads that end at one moment come in an order that CPython leaves open or that the outside decides. By
// default it is the order in which they were armed, watched and submitted; a Schedule names another. And how
// long the outside takes to answer it decides itself: sleeps that stand for it end in any order, if one asks.
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
// `sleeps`: which sleep that stands for the outside ends next, or as written (0).
enum class Choice : std::uint8_t { timers, io, threads, sleeps };

// Plain data, an input of a run.
struct Schedule {
    // The n-th decision of the run takes this one of the things that are left, counted from 0 in the default
    // order. Too large a number takes the last.
    std::vector<std::uint32_t> choices;
    bool last = false; // decisions beyond `choices` take the last one instead of the first
    // Lines of the program whose sleeps stand for the outside; each ends when a decision says so.
    std::vector<std::uint32_t> outside{};
    // Not empty: nothing is decided about these sleeps, the n-th that begins takes so long (ns; as written if
    // it is negative, or beyond the end).
    std::vector<std::int64_t> took{};

    bool operator==(Schedule const&) const = default;
    bool is_default() const;
};

// "1,0,2", and with `last` "1,0,last"; "" is the default. With sleeps that stand for the outside their lines
// follow, and how many seconds they take: "1,0@4,10", "@4,10=0.5,-,2".
std::string to_string(Schedule const& schedule);
std::optional<Schedule> parse_schedule(std::string_view text);

// One decision as it was made: an explorer makes the schedules of other runs from these.
struct Decision {
    Choice what = Choice::timers;
    std::uint32_t among = 0; // at least 2
    std::uint32_t taken = 0;
    std::uint64_t at = 0; // how many events the trace held

    bool operator==(Decision const&) const = default;
};

// A run's way through its schedule.
class Scheduling {
  public:
    explicit Scheduling(Schedule schedule) : schedule_(std::move(schedule)) {}

    std::uint32_t decide(Choice what, std::size_t among); // less than `among`
    std::vector<Decision> const& decisions() const { return decisions_; }

    // A sleep of `length` ns begins at this line: its number, from 1, if it stands for the outside, else 0.
    std::uint16_t begin_sleep(std::uint32_t line, std::int64_t now, std::int64_t& length);
    bool decides_sleeps() const { return !schedule_.outside.empty() && schedule_.took.empty(); }
    void end_sleep_at(std::uint16_t number, std::int64_t moment); // decided: then it ends
    std::int64_t end_of_sleep_later(std::uint16_t number,
                                    std::int64_t moment); // the first of its kind after that

    // The same order with nothing left to decide about sleeps: what shows it as if it had been written so.
    Schedule settled() const;

  private:
    struct OutsideSleep {
        std::int64_t began = 0;
        std::int64_t written = 0; // ns
        std::int64_t took = 0;
    };

    Schedule schedule_;
    std::vector<Decision> decisions_;
    std::vector<OutsideSleep> sleeps_;
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
