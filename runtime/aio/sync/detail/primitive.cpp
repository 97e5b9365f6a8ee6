#include "aio/sync/detail/primitive.hpp"

namespace aio {

bool WaitList::all_cancelled() const {
    for (auto const* future = first(); future; future = futures_.behind(*future))
        if (!future->cancelled()) return false;
    return true;
}

std::size_t WaitList::pending() const {
    std::size_t count = 0;
    for (auto const* future = first(); future; future = futures_.behind(*future))
        count += future->done() ? 0 : 1;
    return count;
}

bool WaitList::wake_next() {
    for (auto* future = first(); future; future = futures_.behind(*future)) {
        if (future->done()) continue;
        future->wake();
        return true;
    }
    return false;
}

void WaitList::wake(std::size_t count) {
    for (auto* future = first(); future && count > 0; future = futures_.behind(*future)) {
        if (future->done()) continue;
        future->wake();
        --count;
    }
}

void WaitList::pop_and_wake_all() {
    while (first()) pop_and_wake_next();
}

void Tool::bind(EventLoop& running) {
    if (loop_number_ != 0) throw RuntimeError(describe() + " is bound to a different event loop");
    loop_number_ = LoopAccess(running).number();
}

ToolFuture& Operation::make_future(std::optional<ToolFuture>& future, EventLoop& loop, Word result) const {
    PromiseBase const& leaf = *thread_state.driver->leaf;
    // Inside another call of the library (wait_for) both names are that call's.
    return future.emplace(loop, leaf.library_call ? std::string_view(leaf.library_call) : purpose_, result);
}

void Operation::wait(std::optional<ToolFuture>& future, WaitList& list, EventLoop& loop, Word result) const {
    wait(make_future(future, loop, result), list);
}

void Operation::wait(ToolFuture& future, WaitList& list) {
    list.push(future);
    FutureAwaiter{future}.await_suspend({});
}

std::exception_ptr Operation::why_not_woken(ToolFuture& future) {
    if (auto& thrown = thread_state.driver->thrown) return std::exchange(thrown, nullptr);
    if (future.cancelled()) return future.make_cancelled_error();
    return std::make_exception_ptr(RuntimeError("await wasn't used with future"));
}

void Operation::never_awaited() const {
    warn("RuntimeWarning", std::string("coroutine '") + coroutine_ + "' was never awaited");
}

} // namespace aio
