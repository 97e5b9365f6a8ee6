// Two runs of whatever, one beside the other: what knobs, beliefs, branches, Pythons, engines or two
// recordings make different.
#pragma once
#include "session/beside.hpp"
#include "session/comparing/lines.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace session {

// How a task ended, and when.
struct TaskEnd {
    std::int64_t time = 0; // ns since the run began
    std::string outcome;   // "result 'slow'", "cancelled"

    bool operator==(TaskEnd const&) const = default;
};

// A task that both have, by its name, or that one of them has.
struct ComparedTask {
    std::string name;
    bool in_first = true, in_second = true;
    std::optional<TaskEnd> first, second; // nothing: it never ended, or there is none
};

struct Compared {
    bool agree = false;   // event by event
    std::size_t same = 0; // events that both have before they part
    Parting parting;      // what each does then; "" if they agree
    std::vector<ComparedLine> output;
    std::int64_t first_took = 0, second_took = 0; // ns
    std::vector<ComparedTask> tasks;              // in the order in which the first makes them
};

Compared compared(Run const& first, std::shared_ptr<Run const> const& second);

} // namespace session
