// asyncio.TaskGroup (asyncio/taskgroups.py): a block that waits for its tasks and cancels
// the others when one fails.
//
//     TaskGroup group;
//     std::exception_ptr error;
//     try {
//         group.create_task(work());
//     } catch (...) {
//         error = std::current_exception();
//     }
//     co_await group.exit(error);
#pragma once
#include "aio/coro/detail/library_coro.hpp"
#include "aio/loop/task.hpp"

#include <exception>
#include <memory>
#include <string>
#include <utility>

namespace aio {

// A RuntimeError that keeps the coroutine nobody took, as CPython's does by its traceback.
class CoroutineRefused : public RuntimeError {
  public:
    CoroutineRefused(std::string message, std::shared_ptr<void> coroutine)
        : RuntimeError(std::move(message)), coroutine_(std::move(coroutine)) {}

  private:
    std::shared_ptr<void> coroutine_;
};

namespace detail {

// create_task, where a member of that name hides it.
template <typename Coroutine, typename... Context>
auto as_task(Coroutine coroutine, std::string name, Context... context) {
    return create_task(std::move(coroutine), std::move(name), std::move(context)...);
}

} // namespace detail

class TaskGroup {
  public:
    TaskGroup(); // enters the block; RuntimeError outside a task
    TaskGroup(TaskGroup const&) = delete;
    TaskGroup& operator=(TaskGroup const&) = delete;

    // RuntimeError once the group is finished or shutting down; the coroutine is closed then, or, up to 3.12,
    // kept by the error.
    template <typename T>
    Task<T> create_task(Coro<T> coroutine, std::string name = {}, ContextSlot context = nullptr) {
        if (char const* problem = refuses()) {
            auto const text = "TaskGroup " + describe() + problem;
            if (!execution.rules.group_closes_refused_coroutine)
                throw CoroutineRefused(text, std::make_shared<Coro<T>>(std::move(coroutine)));
            coroutine.close();
            throw RuntimeError(text);
        }
        auto const task = detail::as_task(std::move(coroutine), std::move(name), std::move(context));
        add(*task.base());
        return task;
    }

    // The same of asyncio's own coroutines: sleep(1), queue.get() ...
    template <typename Awaitable>
    requires(!IsCoroutine<Awaitable>::value) auto create_task(Awaitable awaitable, std::string name = {}) {
        if (char const* problem = refuses()) {
            auto const text = "TaskGroup " + describe() + problem;
            if constexpr (requires { awaitable.close(); }) {
                if (!execution.rules.group_closes_refused_coroutine)
                    throw CoroutineRefused(text, std::make_shared<Awaitable>(std::move(awaitable)));
                awaitable.close();
            }
            throw RuntimeError(text);
        }
        auto const task = detail::as_task(std::move(awaitable), std::move(name));
        add(*task.base());
        return task;
    }

    // Leaves the block, with the exception that ends it or none: waits for all tasks, then throws an
    // ExceptionGroup of what failed, or the exception again, or nothing.
    Library<> exit(std::exception_ptr error = nullptr);
    std::string describe() const; // "<TaskGroup tasks=2 entered>"

  private:
    struct State;
    char const* refuses() const; // why it takes no more tasks; null if it does
    void add(FutureBase& task);
    static Library<> leave(std::shared_ptr<State> state, std::exception_ptr error);

    std::shared_ptr<State> state_;
};

inline std::string repr(TaskGroup const& group) { return group.describe(); }

} // namespace aio
