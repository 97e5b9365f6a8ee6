#include "aio/run.hpp"

#include <vector>

namespace aio {
namespace {

// CPython's runner wraps its own two shutdown coroutines in tasks, which take two of the names.
constexpr std::uint32_t names_of_shutdown_tasks = 2;

void cancel_all_tasks(EventLoop& loop) {
    auto const tasks = loop.all_tasks();
    if (tasks.empty()) return;
    for (auto const& task : tasks) task->cancel();
    auto const gathering = make_ref<Gathering>(true);
    for (auto const& task : tasks) gathering->add(task);
    auto const all = make_ref<GatherState<None>>(loop, gathering->children(), [] { return None{}; });
    gathering->outer(all);
    loop.run_until_complete(*all);
    for (auto const& task : tasks)
        if (!task->cancelled() && task->exception())
            loop.call_exception_handler("unhandled exception during asyncio.run() shutdown");
}

} // namespace

void shutdown(EventLoop& loop) {
    cancel_all_tasks(loop);
    execution.task_names += names_of_shutdown_tasks;
    loop.close();
}

} // namespace aio
