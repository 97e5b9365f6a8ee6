// What each callback of a run touched, and from that: which of them could have run in another order without
// anybody being able to tell. Two orders that differ in such callbacks only are one partial order of what
// depends on what (Mazurkiewicz, "Trace theory", 1987), so one of them stands for both; looked for in the run
// itself, as Flanagan and Godefroid do ("Dynamic partial-order reduction for model checking software", 2005).
#pragma once
#include "trace/log.hpp"

#include <cstdint>
#include <vector>

namespace replay {

class Footprints {
  public:
    // Of a whole run that recorded everything. What it shares is read from the program's text, too.
    explicit Footprints(trace::Log const& log);

    // The timers that came due together at this position, in the order in which they were taken: `count`
    // handle.due events one after the other.
    std::vector<trace::ObjectId> due_together(trace::Step at, std::size_t count) const;

    // If these two, due at the same moment, changed places: could anything but the order itself be another?
    bool order_matters(trace::ObjectId a, trace::ObjectId b) const;

  private:
    struct Callback {
        trace::ObjectId parent; // the handle that made it ready; none: a timer, a thread, the outside
        std::uint64_t turn = 0;
        std::vector<std::uint32_t> touched;   // sorted: ids and other marks
        std::vector<std::uint32_t> functions; // sorted: of the program, by number
        bool everything = false;              // it may have touched anything
    };
    using Descendants = std::vector<std::pair<std::uint64_t, std::uint32_t>>; // turn, handle number; sorted

    Descendants const& descendants(std::uint32_t handle) const;
    bool meet(Callback const& a, Callback const& b) const;

    trace::Log const* log_;
    std::vector<Callback> callbacks_; // [number of the handle]
    std::vector<std::vector<std::uint32_t>> children_;
    std::vector<std::vector<bool>> functions_meet_;
    mutable std::vector<Descendants> known_; // [number of the handle]; empty: not looked for yet
};

} // namespace replay
