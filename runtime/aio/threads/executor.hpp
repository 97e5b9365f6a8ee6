// Work in threads: ThreadPoolExecutor (concurrent/futures/thread.py), loop.run_in_executor and to_thread. The
// pool makes its threads one by one as work comes, up to its number; what comes then waits. The result comes
// to the loop by call_soon_threadsafe, so who awaits it goes on one turn after that.
#pragma once
#include "aio/coro/detail/library_coro.hpp"
#include "aio/loop/loop.hpp"
#include "aio/loop/task.hpp"
#include "aio/python/context.hpp"
#include "aio/python/repr.hpp"
#include "aio/threads/concurrent_future.hpp"
#include "aio/threads/wrap_future.hpp"

#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

namespace aio {

// A function's work, as a thread is to do it: numbered, and in traces from its submission to its end.
class ThreadJob {
  public:
    // `label`: "blocking(1)".
    explicit ThreadJob(std::string const& label);
    // Calls it, which gives the repr of its result. What it raises is noted, and raised again.
    void run(std::function<std::string()> const& work) const;

  private:
    ObjectId id_;
};

// Of the thread that asyncio makes to wait for a pool's threads; each takes a number.
std::string shutdown_thread_name();

class ThreadPoolExecutor {
  public:
    // What a pool has that is not told how many. CPython's number follows the machine's.
    static constexpr int default_workers = 8;

    explicit ThreadPoolExecutor(int max_workers = default_workers, std::string thread_name_prefix = {});
    ThreadPoolExecutor(ThreadPoolExecutor const&) = delete;
    ThreadPoolExecutor& operator=(ThreadPoolExecutor const&) = delete;
    ~ThreadPoolExecutor(); // its threads end once all work is done; does not wait for them

    // RuntimeError once it was shut down. `name` is how traces call the function.
    template <typename Function, typename... Args>
    ConcurrentFuture<std::invoke_result_t<Function, Args...>> submit(std::string const& name,
                                                                     Function function, Args... args);
    // asyncio's own work, which traces leave out.
    template <typename Function>
    ConcurrentFuture<std::invoke_result_t<Function&>> submit_unseen(Function function);
    // No more work; its threads end once all is done. Leaving a `with` block in Python waits for that.
    void shutdown(bool wait = true);

  private:
    struct Pool;
    void add(std::function<void()> item);
    void check_open() const;

    std::shared_ptr<Pool> pool_;
};

namespace detail {

template <typename T, typename Work>
void run_job(ThreadJob const& job, ConcurrentState<T>& future, Work const& work) {
    if (!future.set_running()) return;
    std::optional<Stored<T>> result;
    try {
        job.run([&] {
            if constexpr (std::is_void_v<T>) {
                work();
                result.emplace();
            } else {
                result.emplace(work());
            }
            return repr_or_object(*result);
        });
    } catch (ThreadAbandoned const&) {
        throw;
    } catch (...) {
        future.set_exception(std::current_exception());
        return;
    }
    future.set_result(std::move(*result));
}

template <typename Function, typename... Args>
auto give_to_thread(EventLoop& loop, std::string_view purpose, ThreadPoolExecutor* executor,
                    std::string const& name, Function function, Args... args) {
    ThreadPoolExecutor& pool = executor ? *executor : LoopAccess(loop).default_executor();
    return wrap_future(pool.submit(name, std::move(function), std::move(args)...), loop, purpose);
}

template <typename T, typename Submit>
Library<T> to_thread(Submit submit) {
    Future<T> const future = submit();
    co_return co_await future;
}

template <typename Submit>
Library<void> void_to_thread(Submit submit) {
    Future<void> const future = submit();
    co_await future;
}

} // namespace detail

template <typename Function, typename... Args>
ConcurrentFuture<std::invoke_result_t<Function, Args...>>
ThreadPoolExecutor::submit(std::string const& name, Function function, Args... args) {
    using T = std::invoke_result_t<Function, Args...>;
    check_open();
    ConcurrentFuture<T> const future;
    ThreadJob const job(name + "(" + detail::arguments_repr(args...) + ")");
    auto const work = std::make_shared<std::function<T()>>(
        [function = std::move(function), ... args = std::move(args)]() mutable -> T {
            return function(std::move(args)...);
        });
    add([job, state = future.state(), work] { detail::run_job<T>(job, *state, *work); });
    return future;
}

template <typename Function>
ConcurrentFuture<std::invoke_result_t<Function&>> ThreadPoolExecutor::submit_unseen(Function function) {
    using T = std::invoke_result_t<Function&>;
    check_open();
    ConcurrentFuture<T> const future;
    add([state = future.state(), function = std::move(function)] {
        if (!state->set_running()) return;
        std::optional<T> result;
        try {
            result.emplace(function());
        } catch (ThreadAbandoned const&) {
            throw;
        } catch (...) {
            state->set_exception(std::current_exception());
            return;
        }
        state->set_result(std::move(*result));
    });
    return future;
}

template <typename Function, typename... Args>
Future<std::invoke_result_t<Function, Args...>>
EventLoop::run_in_executor(ThreadPoolExecutor* executor, std::string name, Function function, Args... args) {
    check_closed();
    return detail::give_to_thread(*this, "run_in_executor", executor, name, std::move(function),
                                  std::move(args)...);
}

// Runs a function in a thread of the loop's own pool, in a copy of the context that runs then, and gives what
// it returns. Nothing is done before it is awaited. `name` is how traces call the function. Cancelled, the
// task goes on at once, and the thread too.
template <typename Function, typename... Args>
auto to_thread(std::string name, Function function, Args... args) {
    using T = std::invoke_result_t<Function, Args...>;
    auto submit = [name = std::move(name), function = std::move(function), ... args = std::move(args)] {
        auto const in_context = [function, context = copy_current_context()](auto... values) mutable -> T {
            EnteredContext const entered(context);
            return function(std::move(values)...);
        };
        return detail::give_to_thread(get_running_loop(), "to_thread", nullptr, name, in_context, args...);
    };
    if constexpr (std::is_void_v<T>)
        return detail::void_to_thread(std::move(submit)).named("to_thread");
    else
        return detail::to_thread<T>(std::move(submit)).named("to_thread");
}

} // namespace aio
