// Looks for an order of what the outside decides that breaks a program: timers of one moment, input, threads,
// sleeps that stand for the outside. Orders with few changes against the default come first, so the first
// that breaks it is small; none is run twice.
//
// Timers that came due together are taken in another order only where some run has shown that it could
// matter (replay/orders/footprints.hpp): all other orders do what one that was run does.
#pragma once
#include "aio/base/schedule.hpp"
#include "trace/log.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace explore {

// One run of the program under a schedule.
struct Ran {
    std::vector<aio::Decision> decisions;
    aio::Schedule settled;                 // the same order with nothing left to decide about sleeps
    std::string broke;                     // one sentence; empty: it did not break
    std::shared_ptr<trace::Log const> log; // of everything, if that was asked for
};

// Runs it in the calling thread; may be called by several at once. With `recorded` it gives the log.
using Run = std::function<Ran(aio::Schedule const& schedule, bool recorded)>;

// Which decisions may be other than the default.
struct Vary {
    bool timers = true;
    bool io = true;
    bool threads = true;
    std::vector<std::uint32_t> outside; // lines whose sleeps end in any order
};

struct Progress {
    std::size_t looked_at = 0;
    std::size_t waiting = 0; // known already and not looked at yet
};

struct Options {
    Vary vary;
    std::size_t most_runs = 1'000'000;
    std::chrono::milliseconds most_time{60'000};
    unsigned threads = 1;
    bool skip = true;                           // what cannot differ; false: every order is run
    std::function<bool(Progress const&)> go_on; // asked now and then, by one thread; false: it stops
};

struct Break {
    aio::Schedule schedule;  // settled
    std::size_t changes = 0; // against the default
    std::string what;
};

struct Result {
    std::optional<Break> broken;
    std::size_t looked_at = 0;
    double orders = 1; // that there are, as far as the runs tell
    bool orders_exact = true;
    bool all = false;      // every order was looked at, or does what one does that was
    bool smallest = false; // of the break: no order with fewer changes breaks it
};

Result explore(Run const& run, Options const& options);

} // namespace explore
