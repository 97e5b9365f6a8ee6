// Where in a log the cause of something stands. Positions are as everywhere: of the event at position p is
// log[p - 1].
#pragma once
#include "replay/index.hpp"
#include "replay/position.hpp"
#include "trace/log.hpp"

#include <cstdint>

namespace replay {

bool sets_future(trace::Kind kind);    // a future or task is done by it
bool is_warned_of(trace::Kind kind);   // a warning or a log record follows it
bool tells_the_loop(trace::Kind kind); // a thread or a socket has something for it

// The event that scheduled the callbacks which became ready at `made`; 0 if the program did it itself.
Position scheduled_by(trace::Log const& log, Position made);
// The last event of this kind and subject before `position`; 0 if there is none.
Position last_before(trace::Log const& log, Position position, trace::Kind kind, trace::ObjectId subject);

// The line before `position` that was none of this coroutine's.
Position line_before(trace::Log const& log, Position position, trace::ObjectId coroutine);
// The delivery of a cancellation with which the handle that ran at `run` began, before `position`.
Position delivery_in(trace::Log const& log, Position run, Position position);
// Where the timer was set that is due first of those that wait at `position`; 0 if none does.
Position earliest_timer(Index const& index, Position position);

bool is_first_step(Index const& index, trace::ObjectId handle);    // of its task
std::int64_t due_time(Index const& index, trace::ObjectId handle); // ns; 0 if nothing says when it was set

} // namespace replay
