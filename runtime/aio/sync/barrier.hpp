// Barrier (asyncio/locks.py, new in 3.11): tasks wait until so many have come, then all go on together. Who
// comes while they still leave waits until the barrier fills again.
#pragma once
#include "aio/sync/detail/primitive.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

namespace aio {

class BrokenBarrierError : public RuntimeError {
  public:
    using RuntimeError::RuntimeError;
    char const* type_name() const noexcept override { return "BrokenBarrierError"; }
};

// CPython guards a barrier by a condition of its own. Nobody ever waits for that one's lock, so what is left
// of it here are its waiting tasks.
class BarrierState final : public Tool {
  public:
    enum class Phase : std::uint8_t { filling, draining, resetting, broken };

    explicit BarrierState(std::int64_t parties); // ValueError if it is below 1

    std::int64_t parties() const { return parties_; }
    std::int64_t waiting() const { return phase_ == Phase::filling ? count_ : 0; }
    Phase phase() const { return phase_; }
    bool blocked() const { return phase_ == Phase::draining || phase_ == Phase::resetting; }
    // Comes in and gives the place, from 0; the last one opens the barrier.
    std::int64_t enter();
    void leave(bool passed);
    void reset();
    void abort();
    void notify(std::size_t count);
    std::string describe() const override;

    WaitList waiters;

  private:
    void notify_all() { notify(waiters.pending()); }

    std::int64_t parties_;
    std::int64_t count_ = 0; // tasks inside
    Phase phase_ = Phase::filling;
};

// co_await barrier.wait(): the place among those that go on together, from 0.
class [[nodiscard]] BarrierWait : public Operation, private RepeatedWait {
  public:
    using Result = std::int64_t;

    explicit BarrierWait(Ref<BarrierState> barrier)
        : Operation("Barrier.wait", "barrier.wait"), barrier_(std::move(barrier)) {}
    BarrierWait(BarrierWait&& other) noexcept
        : Operation(static_cast<Operation&&>(other)), barrier_(std::move(other.barrier_)) {}

    bool ready() {
        start();
        return may_go_on();
    }
    void suspend() { wait_for_change(); }
    std::int64_t resume(); // BrokenBarrierError

  private:
    bool over() override;
    bool may_go_on(); // false if it must wait for a change
    void wait_for_change();

    Ref<BarrierState> barrier_;
    std::optional<ToolFuture> future_;
    std::optional<std::int64_t> place_; // once inside
    std::exception_ptr error_;
};

// co_await barrier.reset(), co_await barrier.abort(): never have to wait.
class [[nodiscard]] BarrierChange : public Operation {
  public:
    using Result = void;

    BarrierChange(char const* coroutine, Ref<BarrierState> barrier, void (BarrierState::*change)())
        : Operation(coroutine, "barrier"), barrier_(std::move(barrier)), change_(change) {}
    BarrierChange(BarrierChange&& other) noexcept
        : Operation(static_cast<Operation&&>(other)), barrier_(std::move(other.barrier_)),
          change_(other.change_) {}

    bool ready() {
        start();
        ((*barrier_).*change_)();
        return true;
    }
    void suspend() const {}
    void resume() const {}

  private:
    Ref<BarrierState> barrier_;
    void (BarrierState::*change_)();
};

// A program's reference to a barrier.
class Barrier {
  public:
    explicit Barrier(std::int64_t parties) : state_(make_ref<BarrierState>(parties)) {}

    ObjectId id() const { return state_->id(); }
    BarrierWait wait() const { return BarrierWait(state_); }
    // Empties it: who waits in it gets BrokenBarrierError, and it can be used again.
    BarrierChange reset() const { return {"Barrier.reset", state_, &BarrierState::reset}; }
    // Breaks it: who waits in it, and whoever comes, gets BrokenBarrierError, until a reset.
    BarrierChange abort() const { return {"Barrier.abort", state_, &BarrierState::abort}; }
    std::int64_t parties() const { return state_->parties(); }
    std::int64_t n_waiting() const { return state_->waiting(); }
    bool broken() const { return state_->phase() == BarrierState::Phase::broken; }
    Ref<BarrierState> const& state() const { return state_; }

  private:
    Ref<BarrierState> state_;
};

inline std::string repr(Barrier const& barrier) { return to_string(barrier.id()); }
inline std::string str(Barrier const& barrier) { return barrier.state()->describe(); }

} // namespace aio
