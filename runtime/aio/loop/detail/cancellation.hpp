// How a cancellation travels: a task passes it on to what it awaits, a gather to its children.
#pragma once
#include "aio/base/detail/execution.hpp"
#include "aio/python/errors.hpp"

#include <utility>

namespace aio {

// While it lives, `by` passes a cancellation on. RecursionError where it is passed on too often, as when two
// tasks await each other: CPython ends at 1000 calls, of which a few are under it already.
class PassingOn {
  public:
    explicit PassingOn(ObjectId by) {
        if (thread_state.times_passed_on >= most_often)
            throw RecursionError("maximum recursion depth exceeded while calling a Python object");
        ++thread_state.times_passed_on;
        before_ = std::exchange(thread_state.canceller, by);
    }
    PassingOn(PassingOn const&) = delete;
    PassingOn& operator=(PassingOn const&) = delete;
    ~PassingOn() {
        --thread_state.times_passed_on;
        thread_state.canceller = before_;
    }

  private:
    static constexpr std::uint32_t most_often = 990;

    ObjectId before_;
};

} // namespace aio
