// What an order changes against the default, in words.
#pragma once
#include "aio/base/schedule.hpp"
#include "trace/log.hpp"

#include <string>
#include <vector>

namespace explore {

// A sentence for each change: "At 1.000 s Task-3 goes before Task-2; both were due then." `log`: the run of
// that schedule, with the decisions that it made.
std::vector<std::string> changes_told(trace::Log const& log, aio::Schedule const& schedule,
                                      std::vector<aio::Decision> const& decisions);

} // namespace explore
