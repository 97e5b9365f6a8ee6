#include "aio/tasks/sleep.hpp"

#include "aio/base/callback_limit.hpp"
#include "aio/base/schedule.hpp"
#include "aio/loop/clock.hpp"
#include "aio/loop/detail/belief.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

namespace aio {

void SleepAwaiter::note_suspended(Driver const& driver) const {
    record_suspension(driver, {}, [&] { return text(); });
}

trace::TextId SleepAwaiter::text() const {
    return execution.recorder->keyed.find(
        reinterpret_cast<void const*>(delay_repr_), std::bit_cast<std::uint64_t>(seconds_),
        [&] { return intern(Kind::coro_suspend, "sleep(" + delay_repr_(seconds_) + ")"); });
}

void SleepAwaiter::arm() {
    if (std::isnan(seconds_)) throw ValueError("Invalid delay: NaN (not a number)");
    EventLoop& loop = get_running_loop();
    // Inside another call of the library (wait_for) the future is that call's.
    char const* const call = thread_state.driver->leaf->library_call;
    waiting_.emplace(loop, *this, call ? call : "sleep");
    std::int64_t length = to_ns(seconds_);
    if (execution.scheduling) [[unlikely]]
        waiting_->timer.stands_for_outside(length);
    LoopAccess(loop).call_at_ns(began() + length, waiting_->timer);
    FutureAwaiter{waiting_->future}.await_suspend({});
}

std::int64_t SleepAwaiter::began() const {
    if (!believes(Model::await_is_concurrent)) [[likely]]
        return execution.now;
    auto const& began = execution.beliefs->began;
    auto const found = began.find(thread_state.task);
    std::int64_t const from = found == began.end() ? execution.now : found->second;
    return std::max(from, execution.now - to_ns(seconds_)); // not before now
}

bool SleepAwaiter::block() const {
    // A loop that sleeps for ever would never come to the loop, which counts callbacks.
    if ((execution.unusual & unusual::limited) != 0) {
        if (execution.limit->left == 0) return false;
        --execution.limit->left;
    }
    block_for(to_ns(seconds_));
    return true;
}

void SleepAwaiter::disarm() {
    SleepTimer& timer = waiting_->timer;
    bool const queued = timer.ready();
    timer.cancel();
    if (queued) LoopAccess(waiting_->future.loop()).forget(timer);
    FutureAwaiter{waiting_->future}.finish();
}

void SleepAwaiter::forget_timer() {
    if (waiting_->timer.scheduled() || waiting_->timer.ready())
        LoopAccess(waiting_->future.loop()).forget(waiting_->timer);
}

void SleepAwaiter::SleepTimer::stands_for_outside(std::int64_t& length) {
    Frame const* const frame = thread_state.frame;
    if (frame) outside_ = execution.scheduling->begin_sleep(frame->line, execution.now, length);
}

void SleepAwaiter::SleepTimer::call() {
    if (!future_.done()) future_.set_result({});
}

} // namespace aio
