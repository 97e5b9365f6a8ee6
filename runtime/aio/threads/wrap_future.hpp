// asyncio.wrap_future: what a thread works out as a future of the loop, to be awaited. Its result comes by
// call_soon_threadsafe; cancelling it cancels the thread's, if its work has not begun.
#pragma once
#include "aio/loop/future.hpp"
#include "aio/loop/loop.hpp"
#include "aio/loop/policy.hpp"
#include "aio/threads/concurrent_future.hpp"

#include <memory>
#include <string_view>
#include <utility>

namespace aio {

namespace detail {

// futures._chain_future, from a thread's future to the loop's. The one that is to come is made here.
template <typename T>
Future<T> wrap_future(ConcurrentFuture<T> const& source, EventLoop& loop, std::string_view purpose) {
    auto const made = make_ref<FutureState<T>>(loop, purpose);
    made->add_done_callback(
        [from = source.state()](FutureBase& future) {
            if (future.cancelled()) from->cancel();
        },
        "_chain_future.<locals>._call_check_cancel");
    source.add_done_callback([from = std::weak_ptr(source.state()), made] {
        EventLoop* const its_loop = made->loop_if_open();
        if (!its_loop) return;
        auto const set_state = [from = from.lock(), made] {
            if (made->cancelled()) return;
            if (from->cancelled())
                made->cancel();
            else if (from->error())
                made->set_exception(from->error());
            else
                made->set_result(std::move(from->value()));
        };
        if (execution.rules.chained_future_is_set_at_once && its_loop == thread_state.loop)
            return set_state();
        its_loop->call_soon_threadsafe(set_state, "_chain_future.<locals>._set_state");
    });
    return Future<T>(made);
}

} // namespace detail

// RuntimeError where get_event_loop() finds none, unless one is given.
template <typename T>
Future<T> wrap_future(ConcurrentFuture<T> const& future, EventLoop& loop = get_event_loop()) {
    return detail::wrap_future(future, loop, "wrap_future");
}
// One of a loop is what it is.
template <typename T>
Future<T> wrap_future(Future<T> const& future) {
    return future;
}

} // namespace aio
