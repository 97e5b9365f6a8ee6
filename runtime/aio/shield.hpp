// asyncio.shield (asyncio/tasks.py): cancelling the waiter does not cancel the work.
#pragma once
#include "aio/gather.hpp"
#include "aio/task.hpp"

#include <utility>

namespace aio {

namespace detail {

// Links a new future to `inner` as shield does; `copy_result` moves the result over.
void link_shield(Ref<FutureBase> const& inner, Ref<FutureBase> const& outer,
                 std::function<void()> copy_result);

} // namespace detail

// A coroutine becomes a task. Keep a reference to what is shielded: the loop does not.
template <typename Awaitable>
auto shield(Awaitable&& awaitable) {
    auto const inner = ensure_future(std::forward<Awaitable>(awaitable));
    using T = detail::ResultOf<decltype(inner)>;
    auto const state = make_ref<FutureState<T>>(get_running_loop(), "shield");
    detail::link_shield(inner.base(), state,
                        [inner, outer = state.get()] { outer->set_result(inner.state().value()); });
    return Future<T>(state);
}

} // namespace aio
