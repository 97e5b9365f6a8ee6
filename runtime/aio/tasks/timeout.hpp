// asyncio.timeout (asyncio/timeouts.py): a budget for a block. C++ has no `async with`, so the block says
// itself when it is left:
//
//     Timeout limit = timeout(1);
//     try {
//         co_await work();
//     } catch (...) {
//         limit.exit(std::current_exception()); // throws: TimeoutError, or what came
//     }
//     limit.exit();
//
// Follows 3.11.7's rule: a cancellation that was there before the block is not taken for its own.
#pragma once
#include "aio/loop/loop.hpp"
#include "aio/loop/task.hpp"

#include <exception>
#include <memory>
#include <optional>
#include <string>

namespace aio {

class Timeout {
  public:
    // Enters the block: RuntimeError outside a task. Without a deadline it never expires.
    explicit Timeout(std::optional<double> when);
    Timeout(Timeout&&) noexcept = default;
    Timeout& operator=(Timeout&&) = delete;
    ~Timeout(); // a block torn down with its coroutine leaves no timer behind

    std::optional<double> when() const; // loop time, seconds
    bool expired() const;
    // RuntimeError "Cannot change state of finished Timeout" once the block was left.
    void reschedule(std::optional<double> when);
    // Leaves the block, with the exception that ends it or none. Throws TimeoutError if the block was
    // cancelled by this deadline, otherwise `error` again.
    void exit(std::exception_ptr error = nullptr);
    std::string describe() const; // "<Timeout [active] when=1.5>"

  private:
    enum class Phase : std::uint8_t { active, expiring, expired, finished };
    struct State;
    std::shared_ptr<State> state_;
};

inline std::string repr(Timeout const& timeout) { return timeout.describe(); }

Timeout timeout(std::optional<double> delay); // seconds from now
Timeout timeout_at(std::optional<double> when);

} // namespace aio
