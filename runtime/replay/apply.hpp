// How one event changes a State.
#pragma once
#include "replay/state.hpp"
#include "replay/undo.hpp"
#include "trace/log.hpp"

#include <vector>

namespace replay {

// Makes the event of log[state.position] happen. With a journal, what it changes is appended to it (all but
// the scalars). Damaged traces are taken as they come: an object nobody created appears when it is first
// named.
void apply(trace::Log const& log, State& state, std::vector<Undo>* journal = nullptr);

} // namespace replay
