#include "aio/loop/task.hpp"

#include "aio/loop/baton.hpp"
#include "aio/loop/detail/belief.hpp"
#include "aio/loop/detail/cancellation.hpp"
#include "aio/loop/detail/step.hpp"

#include <utility>

namespace aio {

TaskBase::TaskBase(EventLoop& loop, PromiseBase& coroutine, std::string_view name, ContextSlot const& context)
    : FutureBase(loop), coroutine_(&coroutine), context_(context ? context : copy_current_context()) {
    if (name.empty())
        name_number_ = ++execution.task_names;
    else
        name_ = std::make_unique<std::string>(name);
    driver_.leaf = coroutine_;
    ++objects_alive.tasks;
    if (anything_unusual()) [[unlikely]]
        note_created();
}

void TaskBase::note_created() {
    id_ = new_id(ObjectType::task);
    driver_.owner = id_;
    if (believes(Model::await_is_concurrent)) execution.beliefs->began[this] = execution.now;
    record_text(Kind::task_create, id_, coroutine_->id,
                [&] { return name_ ? intern(Kind::task_create, *name_) : new_text("Task-", name_number_); });
}

trace::TextId TaskBase::await_text() const {
    static char const key = 't'; // its address tells these texts from others
    return execution.recorder->keyed.find(&key, id_.number(),
                                          [&] { return new_text("task t", id_.number()); });
}

TaskBase::~TaskBase() {
    --objects_alive.tasks;
    if (thread_state.context == &context_) thread_state.context = nullptr;
    report_unretrieved("Task"); // while it still is one
}

void TaskBase::report_destroyed() {
    record(Kind::task_destroyed, id_);
    if (!log_destroy_pending_) return;
    ExceptionContext context("Task was destroyed but it is pending!");
    context.task = this;
    report(context);
}

void TaskBase::die_pending() {
    report_destroyed();
    drop_coroutine();
}

Context TaskBase::get_context() const {
    if (!context_) context_ = make_ref<ContextState>();
    return Context(context_);
}

void TaskBase::start_now() {
    EnteredContext const entered(context_);
    run_step<Way::full>();
}

void TaskBase::drop_coroutine() {
    driver_.ended = coroutine_->function;
    destroy_coroutine(*std::exchange(coroutine_, nullptr));
}

void TaskBase::schedule_first_step() { LoopAccess(loop()).call_soon(step_handle_); }

void TaskBase::take_number() {
    name_number_ = ++execution.task_names;
    name_ = nullptr;
}

std::string TaskBase::name() const { return name_ ? *name_ : "Task-" + std::to_string(name_number_); }

bool TaskBase::cancel(std::string const& message) {
    forget_exception();
    if (done()) return false;
    ++cancel_requests_;
    ObjectId by = thread_state.canceller;
    if (!by && thread_state.task) by = thread_state.task->id();
    record_text(Kind::task_cancel, id_, by, [&] { return message; });
    if (believes(Model::cancel_is_immediate) && !coroutine_->executes()) {
        stop_now(message);
        return true;
    }
    if (awaited_ && pass_on_cancel(message)) return true; // it arrives with the wakeup
    must_cancel_ = true;
    set_cancel_message(message);
    return true;
}

bool TaskBase::pass_on_cancel(std::string const& message) {
    PassingOn const from(id_);
    return awaited_->cancel(message);
}

bool TaskBase::raise_from_outside(std::exception_ptr error) {
    bool const something_comes =
        must_cancel_ || driver_.thrown || (awaited_ && awaited_->done() && !awaited_->has_result());
    if (done() || coroutine_->executes() || something_comes) return false;
    driver_.thrown = std::move(error);
    if (!awaited_ || awaited_->done()) return true; // its step is scheduled
    Ref<TaskBase> const alive_meanwhile(this);
    awaited_->remove_callback(step_handle_);
    awaited_ = nullptr;
    schedule_first_step();
    return true;
}

void TaskBase::stop_now(std::string const& message) {
    Ref<TaskBase> const alive_meanwhile(this);
    if (!awaited_ || !awaited_->remove_callback(step_handle_)) {
        record(Kind::handle_cancel, step_handle_.id(), id_);
        LoopAccess(loop()).forget(step_handle_);
    }
    if (awaited_) pass_on_cancel(message);
    awaited_ = nullptr;
    must_cancel_ = true;
    set_cancel_message(message);
    ContextSlot* const context = thread_state.context;
    run_step<Way::full>();
    thread_state.context = context;
}

int TaskBase::uncancel() {
    if (cancel_requests_ > 0) {
        --cancel_requests_;
        if (cancel_requests_ == 0 && execution.rules.uncancel_forgets_request) must_cancel_ = false;
    }
    record(Kind::task_uncancel, id_, {}, cancel_requests_);
    return cancel_requests_;
}

void TaskBase::StepHandle::call() { task_.run_step<Way::full>(); }

// A cancellation, or what the future that woke it holds if that is no result. (Or what is there already: the
// last step yielded wrongly.)
void TaskBase::find_what_to_throw(FutureBase* woke) {
    std::exception_ptr error;
    if (woke) error = woke->cancelled() ? woke->make_cancelled_error() : woke->exception();
    if (std::exchange(must_cancel_, false) && (!error || !is_cancelled_error(error)))
        error = make_cancelled_error();
    if (error) driver_.thrown = std::move(error);
}

void TaskBase::throw_in() {
    std::exception_ptr const& error = driver_.thrown;
    if (recording(Kind::task_deliver) && is_cancelled_error(error)) record(Kind::task_deliver, id_);
    if (coroutine_->state == CoroutineState::created) {
        if (coroutine_->awaited_as == AwaitedAs::coroutine) {
            coroutine_->throw_before_start(std::exchange(driver_.thrown, nullptr), id_);
            return;
        }
        coroutine_->state = CoroutineState::running; // and finds it thrown
    }
    if (PromiseBase* leaf = driver_.leaf->program; leaf && recording(Kind::coro_throw))
        record_at(&leaf->frame, Kind::coro_throw, leaf->id, id_, intern(Kind::coro_throw, repr(error)));
    driver_.pump();
}

void TaskBase::take_yielded() {
    if (!driver_.yielded->is_none())
        driver_.thrown =
            std::make_exception_ptr(RuntimeError("Task got bad yield: " + driver_.yielded->repr()));
    driver_.yielded = nullptr;
}

// Messages name a task only by its name: what CPython's repr says beyond that depends on where files lie.
void TaskBase::refuse_to_wait_for(FutureBase const& future) {
    auto const shown = [](FutureBase const& what) {
        return what.is_task() ? "<Task name='" + static_cast<TaskBase const&>(what).name() + "'>"
                              : "<Future>";
    };
    std::string message;
    if (&future == this)
        message = "Task cannot await on itself: " + shown(*this);
    else
        message = "Task " + shown(*this) + " got Future " + shown(future) + " attached to a different loop";
    driver_.thrown = std::make_exception_ptr(RuntimeError(message));
    schedule_after_yield();
}

void TaskBase::end() {
    std::exception_ptr error = std::move(coroutine_->exception);
    bool const cancelled = error ? is_cancelled_error(error) : std::exchange(must_cancel_, false);
    if (!error && !cancelled) take_result(*coroutine_);
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
    if (coroutine_) drop_coroutine();
}

ObjectId acting() {
    if (thread_state.task) return thread_state.task->id();
    return thread_state.strand ? thread_state.strand->job : ObjectId{};
}

} // namespace aio
