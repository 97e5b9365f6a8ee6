#include "aio/tasks/current_task.hpp"

namespace aio {

AnyTask current_task() {
    get_running_loop();
    return Ref<TaskBase>(thread_state.task);
}

std::vector<AnyTask> all_tasks() {
    auto const tasks = get_running_loop().all_tasks();
    return {tasks.begin(), tasks.end()};
}

} // namespace aio
