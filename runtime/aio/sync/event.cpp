#include "aio/sync/event.hpp"

namespace aio {

void EventState::set() {
    if (set_) return;
    set_ = true;
    if (recording(Kind::sync_notify)) note(Kind::sync_notify, static_cast<std::int64_t>(waiters.pending()));
    waiters.wake_all();
}

std::string EventState::describe() const {
    std::string text = "<asyncio.locks.Event object [";
    text += set_ ? "set" : "unset";
    if (!waiters.empty()) text += ", waiters:" + std::to_string(waiters.size());
    return text + "]>";
}

void EventWait::suspend() {
    EventLoop& loop = event_->loop();
    event_->note(Kind::sync_wait);
    wait(future_, event_->waiters, loop, Word::yes);
}

bool EventWait::resume() {
    if (!future_) return true;
    event_->waiters.remove(*future_);
    if (auto const error = take_error(*future_)) std::rethrow_exception(error);
    return true;
}

} // namespace aio
