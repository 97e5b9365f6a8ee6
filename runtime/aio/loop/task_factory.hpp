// Task factories, and tasks that start eagerly (asyncio/tasks.py, 3.12, for who asks for it).
//
//     get_running_loop().set_task_factory(eager_task_factory);
//
// An eager task runs its first step in the call of create_task, before that returns. If its coroutine ends
// without suspending, the task is done there and then and the loop never sees it.
#pragma once
#include "aio/python/context.hpp"

#include <functional>
#include <string>

namespace aio {

class EventLoop;

// How a task is made.
struct TaskOptions {
    std::string name;         // empty: Task-N
    ContextSlot context;      // empty: a copy of the one that runs
    bool named_later = false; // not by the factory: by create_task, once the task is there
    bool eager_start = false; // only while the loop runs; otherwise the first step is scheduled as ever

    TaskOptions() = default;
};

// Asked by every create_task, with what that was given; calls `make`, once, when it has changed what it
// wants.
using MakeTask = std::function<void()>;
using TaskFactory = std::function<void(EventLoop&, TaskOptions&, MakeTask const& make)>;

inline void eager_task_factory(EventLoop&, TaskOptions& options, MakeTask const& make) {
    options.eager_start = true;
    make();
}

// One that starts tasks eagerly and leaves the rest to `factory`.
inline TaskFactory create_eager_task_factory(TaskFactory factory) {
    return [factory = std::move(factory)](EventLoop& loop, TaskOptions& options, MakeTask const& make) {
        options.eager_start = true;
        factory(loop, options, make);
    };
}

} // namespace aio
