// What comes next where several timers could.
#pragma once
#include "aio/base/schedule.hpp"
#include "aio/loop/detail/timers.hpp"

#include <vector>

namespace aio {

// Those that are due first, together, in the order of the run's schedule. Not of an empty heap.
std::vector<TimerHandle*> pop_simultaneous(TimerHeap& timers);

// While a loop waits, and some of its timers are sleeps that stand for the outside: lets the schedule decide
// between what is due first as things are, one of these sleeps alone and before all others, and what is due
// first of the rest with these sleeps after it. Moves them to where that puts them.
void choose_next_sleep(TimerHeap& timers, Scheduling& scheduling);

} // namespace aio
