#include "aio/sync/semaphore.hpp"

namespace aio {
namespace {

std::string made(std::string_view class_name, std::int64_t value) {
    if (value < 0) throw ValueError("Semaphore initial value must be >= 0");
    if (!recording(Kind::sync_create)) return {};
    return std::string(class_name) + "(" + std::to_string(value) + ")";
}

} // namespace

SemaphoreState::SemaphoreState(std::string_view class_name, std::int64_t value, std::int64_t bound)
    : Tool(ObjectType::sync, made(class_name, value)), class_name_(class_name), value_(value),
      untaken_(value), bound_(bound) {}

bool SemaphoreState::try_acquire() {
    if (locked()) return false;
    --value_;
    taken();
    return true;
}

void SemaphoreState::give_back() {
    if (value_ >= bound_) throw ValueError("BoundedSemaphore released too many times");
    ++value_;
    note(Kind::sync_release, ++untaken_);
    wake_next();
}

void SemaphoreState::wait_ended(ToolFuture& future, std::exception_ptr const& error) {
    waiters.remove(future);
    bool const unused = error && !future.cancelled() && is_cancelled_error(error);
    if (unused) ++value_;
    if (execution.rules.semaphore_wakes_all_it_can) {
        while (value_ > 0 && wake_next()) {
        }
    } else if (unused || (!error && value_ > 0)) {
        wake_next();
    }
    if (!error) taken();
}

bool SemaphoreState::wake_next() {
    bool const woken = waiters.wake_next();
    if (woken) --value_;
    return woken;
}

void SemaphoreState::taken() { note(Kind::sync_acquire, --untaken_); }

std::string SemaphoreState::describe() const {
    std::string text = "<asyncio.locks." + std::string(class_name_) + " object [";
    text += locked() ? "locked" : "unlocked, value:" + std::to_string(value_);
    if (!waiters.empty()) text += ", waiters:" + std::to_string(waiters.size());
    return text + "]>";
}

void SemaphoreAcquire::suspend() {
    EventLoop& loop = semaphore_->loop();
    semaphore_->note(Kind::sync_wait);
    wait(future_, semaphore_->waiters, loop, Word::yes);
}

bool SemaphoreAcquire::resume() {
    if (!future_) return true;
    auto const error = take_error(*future_);
    semaphore_->wait_ended(*future_, error);
    if (error) std::rethrow_exception(error);
    return true;
}

} // namespace aio
