// Semaphore and BoundedSemaphore (asyncio/locks.py): at most n tasks at a time. release() hands its permit to
// the first task that waits; nobody can take it in between.
#pragma once
#include "aio/sync/lock.hpp"

#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace aio {

class SemaphoreState final : public Tool {
  public:
    static constexpr std::int64_t unbounded = std::numeric_limits<std::int64_t>::max();

    // ValueError if the value is negative.
    SemaphoreState(std::string_view class_name, std::int64_t value, std::int64_t bound);

    bool locked() const { return value_ == 0 || !waiters.all_cancelled(); }
    bool try_acquire();
    void give_back(); // Semaphore.release
    // How a wait ends: with the permit that was handed over, or by `error`, and then the next one gets it.
    void wait_ended(ToolFuture& future, std::exception_ptr const& error);
    std::string describe() const override;
    std::string_view purpose() const {
        return bound_ == unbounded ? "semaphore.acquire" : "boundedsemaphore.acquire";
    }

    WaitList waiters;

  private:
    bool wake_next();
    void taken();

    std::string_view class_name_;
    std::int64_t value_;
    std::int64_t untaken_; // value_ and what was handed to tasks that have not run yet
    std::int64_t bound_;
};

// co_await semaphore.acquire(): True.
class [[nodiscard]] SemaphoreAcquire : public Operation {
  public:
    using Result = bool;

    explicit SemaphoreAcquire(Ref<SemaphoreState> semaphore)
        : Operation("Semaphore.acquire", semaphore->purpose()), semaphore_(std::move(semaphore)) {}
    SemaphoreAcquire(SemaphoreAcquire&& other) noexcept
        : Operation(static_cast<Operation&&>(other)), semaphore_(std::move(other.semaphore_)) {}

    bool ready() {
        start();
        return semaphore_->try_acquire();
    }
    void suspend();
    bool resume();

  protected:
    Ref<SemaphoreState> semaphore_;

  private:
    std::optional<ToolFuture> future_;
};

class [[nodiscard]] ScopedSemaphore : public SemaphoreAcquire {
  public:
    using Result = Held<SemaphoreState>;
    using SemaphoreAcquire::SemaphoreAcquire;

    Held<SemaphoreState> resume() {
        SemaphoreAcquire::resume();
        return Held<SemaphoreState>(semaphore_);
    }
};

// A program's reference to a semaphore.
class Semaphore {
  public:
    explicit Semaphore(std::int64_t value = 1)
        : state_(make_ref<SemaphoreState>("Semaphore", value, SemaphoreState::unbounded)) {}

    ObjectId id() const { return state_->id(); }
    bool locked() const { return state_->locked(); } // would acquire() have to wait?
    SemaphoreAcquire acquire() const { return SemaphoreAcquire(state_); }
    void release() const { state_->give_back(); }
    // async with semaphore:    auto const held = co_await semaphore.scoped();
    ScopedSemaphore scoped() const { return ScopedSemaphore(state_); }
    Ref<SemaphoreState> const& state() const { return state_; }

  protected:
    explicit Semaphore(Ref<SemaphoreState> state) : state_(std::move(state)) {}

  private:
    Ref<SemaphoreState> state_;
};

// ValueError if it is released more often than it was acquired.
class BoundedSemaphore : public Semaphore {
  public:
    explicit BoundedSemaphore(std::int64_t value = 1)
        : Semaphore(make_ref<SemaphoreState>("BoundedSemaphore", value, value)) {}
};

inline std::string repr(Semaphore const& semaphore) { return to_string(semaphore.id()); }
template <std::derived_from<Semaphore> S>
std::string str(S const& semaphore) {
    return semaphore.state()->describe();
}

} // namespace aio
