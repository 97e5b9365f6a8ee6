#include "aio/threads/concurrent_future.hpp"

#include "aio/loop/loop.hpp"

#include <algorithm>

namespace aio {

void ConcurrentBase::check_not_done() const {
    if (done()) throw InvalidStateError(cancelled() ? "CANCELLED" : "FINISHED");
}

bool ConcurrentBase::cancel() {
    if (state_ == State::running || state_ == State::finished) return false;
    if (state_ == State::cancelled) return true;
    state_ = State::cancelled;
    tell();
    return true;
}

bool ConcurrentBase::set_running() {
    if (state_ == State::cancelled) return false;
    state_ = State::running;
    return true;
}

void ConcurrentBase::wait(std::optional<double> timeout) {
    if (!done()) {
        Threads& threads = Threads::of_program();
        std::optional<std::int64_t> moment;
        if (timeout) moment = execution.now + std::max(to_ns(*timeout), std::int64_t{0});
        waiting_.push_back(thread_state.strand);
        if (!threads.park(moment)) std::erase(waiting_, thread_state.strand);
    }
    if (cancelled()) throw FutureCancelledError();
    if (!done()) throw TimeoutError();
}

void ConcurrentBase::set_exception(std::exception_ptr exception) {
    check_not_done();
    exception_ = std::move(exception);
    finish();
}

void ConcurrentBase::finish() {
    state_ = State::finished;
    tell();
}

// Whoever waits is woken first, then the callbacks are called.
void ConcurrentBase::tell() {
    for (Strand* const strand : std::exchange(waiting_, {})) execution.threads->wake(*strand);
    for (auto const& callback : std::exchange(callbacks_, {})) callback();
}

void ConcurrentBase::add_done_callback(std::function<void()> callback) {
    if (done())
        callback();
    else
        callbacks_.push_back(std::move(callback));
}

} // namespace aio
