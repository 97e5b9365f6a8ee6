// What became of each future that is no task: who awaits it, its children, whom it called back.
#pragma once
#include "replay/index.hpp"
#include "replay/state.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace replay {

// Positions just after the event; 0: it did not happen.

// A place in gather's list of results.
struct FutureSlot {
    trace::ObjectId child; // task or future
    Position ended = 0;
    FutureState end = FutureState::pending;
    std::string_view outcome; // "'slow'", "ValueError('boom')"
    Position heard = 0;       // gather's callback for it began to run
};

// What a future scheduled when it was done.
struct FutureCallback {
    Position made = 0; // it became ready
    Position run = 0;
    trace::ObjectId whom; // none: nobody's in particular
    std::string_view words;
};

struct FutureLife {
    trace::ObjectId id;
    std::string_view purpose; // "sleep", "gather", "queue.get"
    Position created = 0;
    std::int64_t begin_time = 0; // ns
    trace::ObjectId created_by;  // task
    Position awaited = 0;
    trace::ObjectId awaited_by;      // task
    std::string_view words;          // how it is awaited: "sleep(1)"
    std::optional<std::int64_t> due; // ns, when a timer of the loop sets it
    Position ended = 0;
    std::int64_t end_time = 0;
    FutureState end = FutureState::pending;
    std::string_view value; // repr of the result, or the exception, or the message of the cancel
    std::vector<FutureSlot> slots;
    std::vector<FutureCallback> callbacks;
};

// "sleep(1)", "gather of Task-2, Task-3": as is known at `now`.
std::string future_words(Index const& index, FutureLife const& life, Position now);
std::vector<FutureLife> futures(Index const& index); // by number - 1

} // namespace replay
