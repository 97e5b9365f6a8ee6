#include "aio/sync/condition.hpp"

#include <algorithm>

namespace aio {

void ConditionState::notify(std::int64_t count) {
    if (!lock->locked()) throw RuntimeError("cannot notify on un-acquired lock");
    wake(count);
}

void ConditionState::wake(std::int64_t count) {
    auto const woken = std::clamp<std::int64_t>(count, 0, static_cast<std::int64_t>(waiters.pending()));
    note(Kind::sync_notify, woken);
    waiters.wake(static_cast<std::size_t>(woken));
}

std::string ConditionState::describe() const {
    std::string text = "<asyncio.locks.Condition object [";
    text += lock->locked() ? "locked" : "unlocked";
    if (!waiters.empty()) text += ", waiters:" + std::to_string(waiters.size());
    return text + "]>";
}

void ConditionOperation::wait_for_notify() {
    if (!condition_->lock->locked()) throw RuntimeError("cannot wait on un-acquired lock");
    bool const lock_last = execution.rules.condition_passes_notify_on;
    if (!lock_last) condition_->lock->give_back();
    EventLoop& loop = condition_->loop();
    condition_->note(Kind::sync_wait);
    notified_ = false;
    ToolFuture& future = make_future(future_, loop, Word::no);
    if (lock_last) condition_->lock->give_back();
    wait(future, condition_->waiters);
    thread_state.driver->repeated = this;
}

bool ConditionOperation::over() {
    auto error = take_error(*future_);
    if (!notified_) {
        condition_->waiters.remove(*future_);
        notified_ = true;
        error_ = std::move(error);
        return lock_taken();
    }
    condition_->lock->wait_ended(*future_, error);
    if (!error) return true;
    // A cancelled wait takes the lock all the same and is cancelled then; another exception leaves at once.
    bool const cancelled = is_cancelled_error(error);
    bool const anew = cancelled && !execution.rules.condition_passes_notify_on;
    error_ = anew ? std::make_exception_ptr(CancelledError()) : std::move(error);
    return cancelled ? lock_taken() : true;
}

bool ConditionOperation::lock_taken() {
    LockState& lock = *condition_->lock;
    if (lock.try_acquire()) return true;
    EventLoop& loop = lock.loop();
    lock.note(Kind::sync_wait);
    wait(future_, lock.waiters, loop, Word::yes);
    thread_state.driver->repeated = this;
    return false;
}

void ConditionOperation::rethrow() const {
    if (error_) {
        if (execution.rules.condition_passes_notify_on) condition_->wake(1);
        std::rethrow_exception(error_);
    }
    thread_state.driver->rethrow_thrown();
}

} // namespace aio
