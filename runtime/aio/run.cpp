#include "aio/run.hpp"

#include "aio/async_generator.hpp"

#include <string>
#include <vector>

namespace aio {
namespace {

// CPython's runner ends with two coroutines of its own, each run as a task that ends in its first step.
constexpr int turns_of_each = 2; // its step, and the callback that stops the loop

// A value of which only its repr is known.
struct Shown {
    std::string text;
};
std::string repr(Shown const& shown) { return shown.text; }

Shown outcome(FutureBase& task) {
    if (task.cancelled()) return {aio::repr(task.cancellation_as_result())};
    if (auto const error = task.exception()) return {aio::repr(error)};
    return {task.result_repr()};
}

void cancel_all_tasks(EventLoop& loop) {
    auto const tasks = loop.all_tasks();
    if (tasks.empty()) return;
    for (auto const& task : tasks) task->cancel();
    auto const gathering = make_ref<Gathering>(true);
    for (auto const& task : tasks) gathering->add(task);
    auto const outcomes = [&] {
        std::vector<Shown> list;
        for (auto const& task : tasks) list.push_back(outcome(*task));
        return list;
    };
    auto const all = make_ref<GatherState<std::vector<Shown>>>(loop, gathering->children(), outcomes);
    gathering->outer(all);
    loop.run_until_complete(*all);
    for (auto const& task : tasks)
        if (!task->cancelled()) {
            ExceptionContext context("unhandled exception during asyncio.run() shutdown");
            context.exception = task->exception();
            context.task = task.get();
            if (context.exception) loop.call_exception_handler(context);
        }
}

void run_unseen(EventLoop& loop) {
    ++execution.task_names;
    loop.run_turns_of_shutdown(turns_of_each);
}

void close_async_generators(EventLoop& loop) {
    auto const closing = make_ref<TaskState<void>>(loop, shutdown_asyncgens(loop), std::string());
    loop.run_until_complete(*closing);
}

} // namespace

void check_no_running_loop() {
    if (execution.loop) throw RuntimeError("asyncio.run() cannot be called from a running event loop");
}

void shutdown(EventLoop& loop) {
    cancel_all_tasks(loop);
    if (loop.async_generators().empty())
        run_unseen(loop);
    else
        close_async_generators(loop);
    run_unseen(loop); // shutdown_default_executor
    loop.close();
}

} // namespace aio
