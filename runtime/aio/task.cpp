#include "aio/task.hpp"

#include <utility>

namespace aio {

TaskBase::TaskBase(EventLoop& loop, PromiseBase& coroutine, std::string name, ContextSlot context)
    : FutureBase(loop), coroutine_(&coroutine),
      context_(context ? std::move(context) : copy_current_context()) {
    id_ = new_id(ObjectType::task);
    if (name.empty())
        name_number_ = ++execution.task_names;
    else
        name_ = std::make_unique<std::string>(std::move(name));
    driver_.leaf = coroutine_;
    driver_.owner = id_;
    record_text(Kind::task_create, id_, coroutine_->id, [&] { return this->name(); });
}

TaskBase::~TaskBase() {
    if (execution.context == &context_) execution.context = nullptr;
    report_unretrieved("Task"); // while it still is one
}

void TaskBase::report_destroyed() {
    if (coroutine_ && !done()) {
        record(Kind::task_destroyed, id_);
        ExceptionContext context("Task was destroyed but it is pending!");
        context.task = this;
        report(context);
    }
}

Context TaskBase::get_context() const {
    if (!context_) context_ = make_ref<ContextState>();
    return Context(context_);
}

void TaskBase::start_now() {
    EnteredContext const entered(context_);
    step(nullptr);
}

void TaskBase::schedule_first_step() { loop().call_soon(step_handle_); }

std::string TaskBase::name() const { return name_ ? *name_ : "Task-" + std::to_string(name_number_); }

bool TaskBase::cancel(std::string const& message) {
    forget_exception();
    if (done()) return false;
    ++cancel_requests_;
    ObjectId by = execution.canceller;
    if (!by && execution.task) by = execution.task->id();
    record_text(Kind::task_cancel, id_, by, [&] { return message; });
    if (awaited_ && pass_on_cancel(message)) return true; // it arrives with the wakeup
    must_cancel_ = true;
    set_cancel_message(message);
    return true;
}

bool TaskBase::pass_on_cancel(std::string const& message) {
    ObjectId const outer = std::exchange(execution.canceller, id_);
    bool const taken = awaited_->cancel(message);
    execution.canceller = outer;
    return taken;
}

int TaskBase::uncancel() {
    if (cancel_requests_ > 0 && --cancel_requests_ == 0 && execution.rules.uncancel_forgets_request)
        must_cancel_ = false;
    record(Kind::task_uncancel, id_, {}, cancel_requests_);
    return cancel_requests_;
}

void TaskBase::StepHandle::call() {
    if (task_.awaited_)
        task_.wakeup();
    else
        task_.step(nullptr);
}

void TaskBase::wakeup() {
    record(Kind::task_wakeup, id_, awaited_->id());
    std::exception_ptr error;
    if (awaited_->cancelled())
        error = awaited_->make_cancelled_error();
    else
        error = awaited_->exception();
    step(std::move(error));
}

void TaskBase::step(std::exception_ptr error) {
    if (must_cancel_) {
        if (!error || !is_cancelled_error(error)) error = make_cancelled_error();
        must_cancel_ = false;
    }
    if (!error) error = std::exchange(driver_.thrown, nullptr); // a bad yield of the last step
    awaited_ = nullptr;
    record(Kind::task_step, id_);
    run_coroutine(std::move(error));
    if (driver_.suspended)
        wait_for_future();
    else
        end();
}

void TaskBase::run_coroutine(std::exception_ptr error) {
    TaskBase* const outer_task = std::exchange(execution.task, this);
    Frame* const outer_frame = execution.frame;
    execution.context = &context_;
    driver_.suspended = false;
    bool const starts = coroutine_->state == CoroutineState::created;
    if (error) {
        if (recording(Kind::task_deliver) && is_cancelled_error(error)) record(Kind::task_deliver, id_);
        if (starts) {
            coroutine_->throw_before_start(std::move(error), id_);
        } else {
            if (PromiseBase* leaf = driver_.leaf->program; leaf && recording(Kind::coro_throw))
                record_at(&leaf->frame, Kind::coro_throw, leaf->id, id_,
                          intern(Kind::coro_throw, repr(error)));
            driver_.thrown = std::move(error);
            driver_.pump();
        }
    } else {
        if (starts) {
            coroutine_->state = CoroutineState::running;
            if (!coroutine_->is_library()) record(Kind::coro_start, coroutine_->id, id_);
        } else if (PromiseBase* leaf = driver_.leaf->program; leaf && recording(Kind::coro_resume)) {
            record_at(&leaf->frame, Kind::coro_resume, leaf->id, id_);
        }
        driver_.pump();
    }
    execution.frame = outer_frame;
    execution.task = outer_task;
}

void TaskBase::wait_for_future() {
    FutureBase* const future = std::exchange(driver_.awaiting, nullptr);
    if (future) {
        awaited_ = future;
        future->add_callback(step_handle_, "wakeup", id_);
        if (must_cancel_ && pass_on_cancel(cancel_message())) must_cancel_ = false;
    } else {
        if (driver_.yielded && !driver_.yielded->is_none())
            driver_.thrown =
                std::make_exception_ptr(RuntimeError("Task got bad yield: " + driver_.yielded->repr()));
        driver_.yielded = nullptr;
        loop().call_soon(step_handle_);
    }
    record(Kind::task_suspend, id_, future ? future->id() : ObjectId{});
}

void TaskBase::end() {
    std::exception_ptr error = std::move(coroutine_->exception);
    bool const cancelled = error ? is_cancelled_error(error) : std::exchange(must_cancel_, false);
    if (!error && !cancelled) take_result();
    coroutine_ = nullptr;
    drop_coroutine();
    if (cancelled && error)
        become_cancelled({}, std::move(error));
    else if (cancelled)
        become_cancelled(cancel_message());
    else if (error)
        fail_with(std::move(error));
    else
        finish();
}

void TaskBase::fail_with(std::exception_ptr error) {
    std::exception_ptr const interruption = is_interruption(error) ? error : nullptr;
    fail(std::move(error));
    if (interruption) std::rethrow_exception(interruption);
}

void TaskBase::abandon() {
    if (awaited_) awaited_->remove_callback(step_handle_);
    awaited_ = nullptr;
    coroutine_ = nullptr;
    drop_coroutine();
}

} // namespace aio
