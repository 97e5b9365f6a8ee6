// asyncio.current_task and all_tasks: tasks whose result's type is not known.
#pragma once
#include "aio/loop/task.hpp"

#include <exception>
#include <string>
#include <utility>
#include <vector>

namespace aio {

// A reference to a task whatever its result; may be None.
class AnyTask {
  public:
    AnyTask() = default;
    AnyTask(Ref<TaskBase> task) : task_(std::move(task)) {}
    template <typename T>
    AnyTask(Task<T> const& task) : task_(&task.state()) {}

    explicit operator bool() const { return static_cast<bool>(task_); }
    bool operator==(AnyTask const&) const = default;

    ObjectId id() const { return task_ ? task_->id() : ObjectId{}; }
    std::string name() const { return task_->name(); }
    void set_name(std::string name) const { task_->set_name(std::move(name)); }
    CoroutineView get_coro() const { return task_->get_coro(); }
    EventLoop& get_loop() const { return task_->loop(); }
    bool done() const { return task_->done(); }
    bool cancelled() const { return task_->cancelled(); }
    bool cancel(std::string const& message = {}) const { return task_->cancel(message); }
    int cancelling() const { return task_->cancelling(); }
    int uncancel() const { return task_->uncancel(); }
    std::exception_ptr exception() const { return task_->exception(); }
    Ref<FutureBase> base() const { return task_; }

  private:
    Ref<TaskBase> task_;
};

inline std::string repr(AnyTask const& task) { return task ? to_string(task.id()) : "None"; }

// The task that runs now, None in a callback of the loop. RuntimeError without a running loop.
AnyTask current_task();

// Those of the running loop that are not done, in order of creation. RuntimeError without a running loop.
std::vector<AnyTask> all_tasks();

} // namespace aio
