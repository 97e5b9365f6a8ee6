// asyncio.run_coroutine_threadsafe: from another thread, a coroutine for the loop to run, and a future that
// this thread can wait for. Waiting for it in the loop's own thread never ends, unless by a timeout. What the
// loop's task factory throws is that future's exception, and that of the callback in the loop.
#pragma once
#include "aio/loop/loop.hpp"
#include "aio/loop/task.hpp"
#include "aio/threads/concurrent_future.hpp"

#include <exception>
#include <memory>
#include <utility>

namespace aio {

namespace detail {

template <typename T>
Task<T> task_or_error(Coro<T>&& coroutine, EventLoop& loop, ConcurrentBase& future) {
    try {
        return loop.create_task(std::move(coroutine));
    } catch (BaseException const&) {
        auto const error = std::current_exception();
        if (is_interruption(error)) throw;
        // As ensure_future closes it, so that nobody warns that it was never awaited.
        if (holds<RuntimeError>(error)) coroutine.promise().state = CoroutineState::closed;
        if (future.set_running()) future.set_exception(error);
        throw;
    }
}

} // namespace detail

template <typename T>
ConcurrentFuture<T> run_coroutine_threadsafe(Coro<T> coroutine, EventLoop& loop) {
    ConcurrentFuture<T> const result;
    auto const start = [coroutine = std::make_shared<Coro<T>>(std::move(coroutine)), to = result.state(),
                        &loop] {
        Task<T> const task = detail::task_or_error(std::move(*coroutine), loop, *to);
        to->add_done_callback([task, to = std::weak_ptr(to)] {
            if (auto const ended = to.lock(); !ended || !ended->cancelled()) return;
            EventLoop* const its_loop = task.state().loop_if_open();
            if (!its_loop) return;
            if (execution.rules.chained_future_is_set_at_once && its_loop == thread_state.loop)
                task.cancel();
            else
                its_loop->call_soon_threadsafe([task] { task.cancel(); }, "Task.cancel");
        });
        task.add_done_callback(
            [to](FutureBase& future) {
                if (future.cancelled()) to->cancel();
                if (!to->set_running()) return;
                if (auto const error = future.exception())
                    to->set_exception(error);
                else
                    to->set_result(std::move(static_cast<TaskState<T>&>(future).value()));
            },
            "_chain_future.<locals>._call_set_state");
    };
    loop.call_soon_threadsafe(start, "run_coroutine_threadsafe.<locals>.callback");
    return result;
}

} // namespace aio
