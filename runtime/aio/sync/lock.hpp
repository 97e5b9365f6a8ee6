// Lock (asyncio/locks.py): held by one task at a time, handed on in order of arrival. Whoever comes while
// others wait goes behind them, even in the moment when the lock is free and the next one was woken but has
// not run.
#pragma once
#include "aio/sync/detail/primitive.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace aio {

class LockState final : public Tool {
  public:
    LockState() : Tool(ObjectType::sync, "Lock") {}
    explicit LockState(ObjectId part_of) : Tool(ObjectType::sync, "Lock", part_of) {}

    bool locked() const { return locked_; }
    bool try_acquire(); // takes it if it is free and nobody stands in front
    void give_back();   // Lock.release
    // How a wait for the lock ends: it is taken, or `error` ended the wait and the wake-up goes on to the
    // next.
    void wait_ended(ToolFuture& future, std::exception_ptr const& error);
    std::string describe() const override;

    WaitList waiters;

  private:
    void wake_first();

    bool locked_ = false;
};

// co_await lock.acquire(): True.
class [[nodiscard]] LockAcquire : public Operation {
  public:
    using Result = bool;

    LockAcquire(Ref<LockState> lock, std::string_view purpose)
        : Operation("Lock.acquire", purpose), lock_(std::move(lock)) {}
    LockAcquire(LockAcquire&& other) noexcept
        : Operation(static_cast<Operation&&>(other)), lock_(std::move(other.lock_)) {}

    bool ready() {
        start();
        return lock_->try_acquire();
    }
    void suspend();
    bool resume();

  protected:
    Ref<LockState> lock_;

  private:
    std::optional<ToolFuture> future_;
};

// `async with`: holds a tool until the end of the block, and is at the line of the `async with` again then.
// Like Python's, the exit raises if the tool refuses to be released.
template <typename State>
class [[nodiscard]] Held {
  public:
    explicit Held(Ref<State> state)
        : state_(std::move(state)), frame_(thread_state.frame), line_(frame_ ? frame_->line : 0) {}
    Held(Held&& other) noexcept : state_(std::move(other.state_)), frame_(other.frame_), line_(other.line_) {}
    Held& operator=(Held&&) = delete;
    ~Held() noexcept(false) {
        if (!state_) return;
        // Otherwise the frame is torn down where it stands suspended.
        bool const runs = frame_ != nullptr && thread_state.frame == frame_;
        if (runs) frame_->line = line_;
        try {
            state_->give_back();
        } catch (...) {
            if (runs && std::uncaught_exceptions() == 0) throw;
        }
    }

  private:
    Ref<State> state_;
    Frame* frame_;
    std::uint32_t line_;
};

class [[nodiscard]] ScopedLock : public LockAcquire {
  public:
    using Result = Held<LockState>;
    using LockAcquire::LockAcquire;

    Held<LockState> resume() {
        LockAcquire::resume();
        return Held<LockState>(lock_);
    }
};

// A program's reference to a lock.
class Lock {
  public:
    Lock() : state_(make_ref<LockState>()) {}

    ObjectId id() const { return state_->id(); }
    LockAcquire acquire() const { return {state_, "lock.acquire"}; }
    void release() const { state_->give_back(); } // RuntimeError if it is not locked
    bool locked() const { return state_->locked(); }
    // async with lock:    auto const held = co_await lock.scoped();
    ScopedLock scoped() const { return {state_, "lock.acquire"}; }
    Ref<LockState> const& state() const { return state_; }

  private:
    Ref<LockState> state_;
};

inline std::string repr(Lock const& lock) { return to_string(lock.id()); }
inline std::string str(Lock const& lock) { return lock.state()->describe(); }

} // namespace aio
