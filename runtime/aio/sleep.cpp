#include "aio/sleep.hpp"

#include "aio/coro.hpp"

namespace aio {

void SleepAwaiter::await_suspend(std::coroutine_handle<> coroutine) {
    Driver& driver = *execution.driver;
    if (seconds_ <= 0) {
        driver.awaiting = nullptr;
        driver.suspended = true;
        record_suspension(driver, {}, [&] { return words(); });
        return;
    }
    EventLoop& loop = get_running_loop();
    // Inside another tool of the library (wait_for) the future is that tool's.
    waiting_.emplace(loop, *this, driver.leaf->tool ? driver.leaf->tool : "sleep");
    loop.call_at_ns(execution.now + to_ns(seconds_), waiting_->timer);
    FutureAwaiter{waiting_->future}.await_suspend(coroutine);
}

void SleepAwaiter::await_resume() {
    if (!waiting_) {
        execution.driver->rethrow_thrown();
        return;
    }
    SleepTimer& timer = waiting_->timer;
    bool const queued = timer.ready();
    timer.cancel();
    if (queued) waiting_->future.loop().forget(timer);
    FutureAwaiter{waiting_->future}.finish();
}

SleepAwaiter::~SleepAwaiter() {
    if (waiting_ && (waiting_->timer.scheduled() || waiting_->timer.ready()))
        waiting_->future.loop().forget(waiting_->timer);
}

void SleepAwaiter::SleepTimer::call() {
    if (!future_.done()) future_.set_result({});
}

} // namespace aio
