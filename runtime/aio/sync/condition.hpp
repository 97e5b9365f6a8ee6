// Condition (asyncio/locks.py, 3.11): wait until another task says that something changed. wait() gives the
// lock back, waits for a notify, and takes the lock again, however it ends.
#pragma once
#include "aio/sync/lock.hpp"

#include <concepts>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace aio {

class ConditionState final : public Tool {
  public:
    ConditionState() : Tool(ObjectType::sync, "Condition"), lock(make_ref<LockState>(id())) {}
    explicit ConditionState(Ref<LockState> its_lock)
        : Tool(ObjectType::sync, "Condition"), lock(std::move(its_lock)) {}

    void notify(std::int64_t count); // RuntimeError if the lock is not held
    void notify_all() { notify(static_cast<std::int64_t>(waiters.size())); }
    void wake(std::int64_t count); // the same without the lock
    std::string describe() const override;

    Ref<LockState> const lock;
    WaitList waiters;
};

// What wait and wait_for share: waiting for a notify, then for the lock.
class ConditionOperation : public Operation, protected RepeatedWait {
  public:
    // RuntimeError if the lock is not held.
    void suspend() { wait_for_notify(); }

  protected:
    ConditionOperation(char const* coroutine, std::string_view purpose, Ref<ConditionState> condition)
        : Operation(coroutine, purpose), condition_(std::move(condition)) {}
    ConditionOperation(ConditionOperation&& other) noexcept
        : Operation(static_cast<Operation&&>(other)), condition_(std::move(other.condition_)) {}

    void wait_for_notify();
    bool over() override;
    void rethrow() const; // what ended the wait, if it was no notify
    bool failed() const { return error_ != nullptr; }

  private:
    bool lock_taken();

    Ref<ConditionState> condition_;
    std::optional<ToolFuture> future_;
    std::exception_ptr error_;
    bool notified_ = false; // it waits for the lock now
};

// co_await condition.wait(): True.
class [[nodiscard]] ConditionWait : public ConditionOperation {
  public:
    using Result = bool;

    explicit ConditionWait(Ref<ConditionState> condition)
        : ConditionOperation("Condition.wait", "condition.wait", std::move(condition)) {}

    bool ready() {
        start();
        return false;
    }
    bool resume() const {
        rethrow();
        return true;
    }
};

// co_await condition.wait_for(predicate): what the predicate gave at last.
template <typename Predicate>
class [[nodiscard]] ConditionWaitFor : public ConditionOperation {
  public:
    using Result = std::decay_t<std::invoke_result_t<Predicate&>>;

    ConditionWaitFor(Ref<ConditionState> condition, Predicate predicate)
        : ConditionOperation("Condition.wait_for", "condition.wait_for", std::move(condition)),
          predicate_(std::move(predicate)) {}

    bool ready() {
        start();
        return holds();
    }
    Result resume() {
        rethrow();
        return std::move(*result_);
    }

  private:
    bool holds() {
        result_.emplace(predicate_());
        return static_cast<bool>(*result_);
    }
    bool over() override {
        if (!ConditionOperation::over()) return false;
        if (failed() || holds()) return true;
        wait_for_notify();
        return false;
    }

    Predicate predicate_;
    std::optional<Result> result_;
};

// A program's reference to a condition.
class Condition {
  public:
    Condition() : state_(make_ref<ConditionState>()) {}
    explicit Condition(Lock const& lock) : state_(make_ref<ConditionState>(lock.state())) {}

    ObjectId id() const { return state_->id(); }
    LockAcquire acquire() const { return {state_->lock, "lock.acquire"}; }
    void release() const { state_->lock->give_back(); }
    bool locked() const { return state_->lock->locked(); }
    // async with condition:    auto const held = co_await condition.scoped();
    ScopedLock scoped() const { return {state_->lock, "condition.acquire"}; }

    // RuntimeError at the await if the lock is not held; holds it again afterwards, also if it raises.
    ConditionWait wait() const { return ConditionWait(state_); }
    // Waits again until the predicate holds. With g++ 12 a predicate that captures by value needs a name
    // first.
    template <std::invocable Predicate>
    ConditionWaitFor<Predicate> wait_for(Predicate predicate) const {
        return ConditionWaitFor<Predicate>(state_, std::move(predicate));
    }
    // Wakes the first `count` that wait; each goes on once it has the lock. RuntimeError if it is not held.
    void notify(std::int64_t count = 1) const { state_->notify(count); }
    void notify_all() const { state_->notify_all(); }
    Ref<ConditionState> const& state() const { return state_; }

  private:
    Ref<ConditionState> state_;
};

inline std::string repr(Condition const& condition) { return to_string(condition.id()); }
inline std::string str(Condition const& condition) { return condition.state()->describe(); }

} // namespace aio
