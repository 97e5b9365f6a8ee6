#include "aio/sync/lock.hpp"

namespace aio {

bool LockState::try_acquire() {
    if (locked_ || !waiters.all_cancelled()) return false;
    locked_ = true;
    note(Kind::sync_acquire);
    return true;
}

void LockState::give_back() {
    if (!locked_) throw RuntimeError("Lock is not acquired.");
    locked_ = false;
    note(Kind::sync_release);
    wake_first();
}

void LockState::wait_ended(ToolFuture& future, std::exception_ptr const& error) {
    waiters.remove(future);
    if (error) {
        if (!locked_ && is_cancelled_error(error)) wake_first();
        return;
    }
    locked_ = true;
    note(Kind::sync_acquire);
}

// One that is done already will run, and then take the lock or come here again.
void LockState::wake_first() {
    ToolFuture* const first = waiters.first();
    if (first && !first->done()) first->wake();
}

std::string LockState::describe() const {
    std::string text = "<asyncio.locks.Lock object [";
    text += locked_ ? "locked" : "unlocked";
    if (!waiters.empty()) text += ", waiters:" + std::to_string(waiters.size());
    return text + "]>";
}

void LockAcquire::suspend() {
    EventLoop& loop = lock_->loop();
    lock_->note(Kind::sync_wait);
    wait(future_, lock_->waiters, loop, Word::yes);
}

bool LockAcquire::resume() {
    if (!future_) return true;
    auto const error = take_error(*future_);
    lock_->wait_ended(*future_, error);
    if (error) std::rethrow_exception(error);
    return true;
}

} // namespace aio
