// What went wrong in a run, pointed out where it happened.
#pragma once
#include "replay/index.hpp"
#include "replay/position.hpp"
#include "trace/log.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace replay {

enum class ProblemKind {
    never_awaited,
    destroyed_pending,
    never_retrieved, // an exception nobody asked for
    deadlock,        // tasks wait at the end, and nothing is scheduled that could wake them
    blocking_step,   // the clock moved while a task ran
    swallowed_cancellation,
    worker_died,    // with an item of a queue that somebody joins
    never_released, // a lock whose holder is gone, or waits for its waiter
    lost_result,    // taken out of a queue for somebody who was gone
};
std::string_view words(ProblemKind kind);

struct Problem {
    ProblemKind kind;
    Position position = 0; // where it shows
    trace::ObjectId object;
    std::string words; // "greet('Ada') was never awaited: it never ran"
    Place at{};        // the line to look at; none: it is not known
};

std::vector<Problem> problems(Index const& index); // by position
std::vector<Problem> problems(trace::Log const& log);

} // namespace replay
