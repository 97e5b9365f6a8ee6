#include "aio/tasks/task_group.hpp"

#include <algorithm>
#include <vector>

namespace aio {

struct TaskGroup::State {
    Ref<TaskBase> parent;
    std::vector<Ref<FutureBase>> tasks; // unfinished
    std::vector<std::exception_ptr> errors;
    std::exception_ptr base_error; // SystemExit or KeyboardInterrupt: leaves at once, alone
    Ref<FutureState<bool>> completed;
    bool exiting = false;
    bool aborting = false;
    bool parent_cancel_requested = false;

    void abort() {
        aborting = true;
        auto const unfinished = tasks;
        for (auto const& task : unfinished)
            if (!task->done()) task->cancel();
    }

    void task_done(FutureBase& task) {
        auto const found =
            std::find_if(tasks.begin(), tasks.end(), [&](auto const& t) { return t.get() == &task; });
        if (found != tasks.end()) tasks.erase(found);
        if (completed && tasks.empty() && !completed->done()) completed->set_result(true);
        if (task.cancelled()) return;
        auto const error = task.exception();
        if (!error) return;
        errors.push_back(error);
        if (is_interruption(error) && !base_error) base_error = error;
        if (aborting || parent_cancel_requested) return;
        abort();
        parent_cancel_requested = true;
        parent->cancel();
    }
};

TaskGroup::TaskGroup() : state_(std::make_shared<State>()) {
    if (!thread_state.task) throw RuntimeError("TaskGroup <TaskGroup> cannot determine the parent task");
    state_->parent = Ref<TaskBase>(thread_state.task);
}

char const* TaskGroup::refuses() const {
    if (state_->exiting && state_->tasks.empty()) return " is finished";
    if (state_->aborting) return " is shutting down";
    return nullptr;
}

std::string TaskGroup::describe() const {
    std::string text = "<TaskGroup";
    if (!state_->tasks.empty()) text += " tasks=" + std::to_string(state_->tasks.size());
    if (!state_->errors.empty()) text += " errors=" + std::to_string(state_->errors.size());
    return text + (state_->aborting ? " cancelling>" : " entered>");
}

void TaskGroup::add(FutureBase& task) {
    if (task.done() && execution.rules.group_counts_done_at_once) return state_->task_done(task);
    state_->tasks.emplace_back(&task);
    task.add_done_callback([state = state_](FutureBase& done) { state->task_done(done); },
                           "TaskGroup._on_task_done");
}

Library<> TaskGroup::exit(std::exception_ptr error) {
    return leave(state_, std::move(error)).named("taskgroup.__aexit__");
}

Library<> TaskGroup::leave(std::shared_ptr<State> state, std::exception_ptr error) {
    State& group = *state;
    group.exiting = true;
    if (error && is_interruption(error) && !group.base_error) group.base_error = error;
    std::exception_ptr cancellation = error && is_cancelled_error(error) ? error : nullptr;
    bool const late = execution.rules.group_takes_back_late;
    if (!late && group.parent_cancel_requested && group.parent->uncancel() == 0) cancellation = nullptr;
    if (error && !group.aborting) group.abort();

    while (!group.tasks.empty()) {
        if (!group.completed)
            group.completed = make_ref<FutureState<bool>>(get_running_loop(), "taskgroup.__aexit__");
        std::exception_ptr interrupted;
        Future<bool> const completed(group.completed);
        try {
            co_await completed;
        } catch (CancelledError const&) {
            interrupted = std::current_exception();
        }
        if (interrupted && !group.aborting) {
            cancellation = interrupted;
            group.abort();
        }
        group.completed = nullptr;
    }

    if (group.base_error) std::rethrow_exception(group.base_error);
    if (late && group.parent_cancel_requested && group.parent->uncancel() == 0) cancellation = nullptr;
    if (cancellation && group.errors.empty()) std::rethrow_exception(cancellation);
    if (error && !is_cancelled_error(error)) group.errors.push_back(error);
    if (group.errors.empty()) co_return;
    // Keeps the count of requests steady if the parent was cancelled from outside as well.
    if (late && group.parent->cancelling() > 0) {
        group.parent->uncancel();
        group.parent->cancel();
    }
    throw_group("unhandled errors in a TaskGroup", std::move(group.errors));
}

} // namespace aio
