#include "aio/loop/handle.hpp"

#include "aio/loop/loop.hpp"

namespace aio {

void Handle::cancel() {
    switch (state_) {
    case State::scheduled: LoopAccess(loop()).cancel_timer(static_cast<TimerHandle&>(*this)); break;
    case State::ready: break;
    default: return;
    }
    bool const was_scheduled = state_ == State::scheduled;
    state_ = State::cancelled;
    record(Kind::handle_cancel, id_, whom());
    if (was_scheduled) release();
}

bool HandleQueue::remove(Handle& handle) {
    Handle* before = nullptr;
    for (Handle* at = head_; at; before = at, at = at->next_) {
        if (at != &handle) continue;
        (before ? before->next_ : head_) = at->next_;
        if (tail_ == at) tail_ = before;
        at->next_ = nullptr;
        at->release();
        return true;
    }
    return false;
}

} // namespace aio
