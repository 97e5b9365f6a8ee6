// Lines of a file that stand for several events: what a recorder writes at every step of a task, in as few
// letters as will do.
#pragma once
#include "trace/log.hpp"

#include <cstdint>
#include <map>

namespace trace {

// How a task's step begins; bits, as they stand in the file.
namespace begins {
inline constexpr std::uint32_t start = 1;  // its coroutine begins to run; else it goes on where it stood
inline constexpr std::uint32_t raise = 2;  // by an exception thrown in
inline constexpr std::uint32_t cancel = 4; // which is a cancellation delivered
inline constexpr std::uint32_t wakeup = 8; // a future woke it; else it was scheduled itself
inline constexpr std::uint32_t timer = 16; // the handle is a timer whose moment had come
} // namespace begins

struct StepBegin {
    std::int64_t time = 0; // ns
    ObjectId handle, task, woken_by;
    std::uint32_t how = 0; // of begins::
    ObjectId coroutine;    // the leaf that goes on, or the one that starts
    TextId error = 0;      // what is thrown in
    std::uint32_t line = 0;
    std::uint16_t source = 0;
};

struct StepWait {
    std::int64_t time = 0;
    ObjectId coroutine, awaited; // the leaf, and what it waits for
    TextId words = 0;
    std::uint32_t line = 0;
    std::uint16_t source = 0;
};

// Knows which step runs in each thread, since a step's end names neither its task nor its handle.
class Shorthand {
  public:
    explicit Shorthand(Log& log) : log_(log) {}

    void turn(std::int64_t time, ObjectId loop, std::int64_t ready); // one in which the loop does not wait
    void begin(StepBegin const& step, std::uint32_t thread);
    bool wait(StepWait const& step, std::uint32_t thread); // false: no step runs in that thread

  private:
    struct Running {
        ObjectId handle, task;
    };
    Log& log_;
    std::map<std::uint32_t, Running> running_;
};

} // namespace trace
