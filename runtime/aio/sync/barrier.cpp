#include "aio/sync/barrier.hpp"

#include <algorithm>

namespace aio {
namespace {

std::string made(std::int64_t parties) {
    if (parties < 1)
        throw ValueError(execution.rules.barrier_says_at_least_one ? "parties must be >= 1"
                                                                   : "parties must be > 0");
    return recording(Kind::sync_create) ? "Barrier(" + std::to_string(parties) + ")" : std::string();
}

} // namespace

BarrierState::BarrierState(std::int64_t parties) : Tool(ObjectType::sync, made(parties)), parties_(parties) {}

std::int64_t BarrierState::enter() {
    std::int64_t const place = count_++;
    if (count_ == parties_) {
        phase_ = Phase::draining;
        notify_all();
    }
    return place;
}

void BarrierState::leave(bool passed) {
    --count_;
    if (count_ == 0) {
        if (blocked()) phase_ = Phase::filling;
        notify_all();
    }
    if (passed) note(Kind::sync_acquire, count_);
}

void BarrierState::reset() {
    if (count_ == 0)
        phase_ = Phase::filling;
    else
        phase_ = Phase::resetting;
    notify_all();
}

void BarrierState::abort() {
    phase_ = Phase::broken;
    notify_all();
}

void BarrierState::notify(std::size_t count) {
    auto const woken = std::min(count, waiters.pending());
    if (woken == 0) return;
    note(Kind::sync_notify, static_cast<std::int64_t>(woken));
    waiters.wake(woken);
}

std::string BarrierState::describe() const {
    static constexpr char const* names[] = {"filling", "draining", "resetting", "broken"};
    std::string text = "<asyncio.locks.Barrier object [";
    text += names[static_cast<std::size_t>(phase_)];
    if (phase_ != Phase::broken)
        text += ", waiters:" + std::to_string(waiting()) + "/" + std::to_string(parties_);
    return text + "]>";
}

bool BarrierWait::may_go_on() {
    BarrierState& barrier = *barrier_;
    if (!place_) {
        if (barrier.blocked()) return false;
        if (barrier.phase() == BarrierState::Phase::broken) throw BrokenBarrierError("Barrier aborted");
        place_ = barrier.enter();
        if (barrier.phase() == BarrierState::Phase::draining) return true;
    }
    if (barrier.phase() == BarrierState::Phase::filling) return false;
    if (barrier.phase() != BarrierState::Phase::draining)
        error_ = std::make_exception_ptr(BrokenBarrierError("Abort or reset of barrier"));
    return true;
}

void BarrierWait::wait_for_change() {
    EventLoop& loop = barrier_->loop();
    barrier_->note(Kind::sync_wait);
    wait(future_, barrier_->waiters, loop, Word::no);
    thread_state.driver->repeated = this;
}

bool BarrierWait::over() {
    barrier_->waiters.remove(*future_);
    error_ = take_error(*future_);
    if (error_) {
        if (execution.rules.condition_passes_notify_on) barrier_->notify(1);
        return true;
    }
    if (may_go_on()) return true;
    wait_for_change();
    return false;
}

std::int64_t BarrierWait::resume() {
    if (place_) barrier_->leave(!error_);
    if (error_) std::rethrow_exception(error_);
    thread_state.driver->rethrow_thrown();
    return *place_;
}

} // namespace aio
