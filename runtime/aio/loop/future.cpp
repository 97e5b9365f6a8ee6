#include "aio/loop/future.hpp"

#include "aio/loop/loop.hpp"
#include "aio/python/stop_iteration.hpp"

#include <utility>

namespace aio {

ObjectId id_of(FutureBase const& future) { return future.id(); }

namespace {

// A done callback that is a plain function; once the future is done it keeps it alive until it was called.
class DoneCallback final : public OwnedHandle<> {
  public:
    DoneCallback(EventLoop& loop, std::function<void(FutureBase&)> function, std::string words,
                 ContextSlot context)
        : OwnedHandle(loop), function_(std::move(function)), words_(std::move(words)),
          context_(std::move(context)) {}

  private:
    void call() override {
        auto const future = std::move(future_);
        auto const function = std::move(function_);
        CallbackFrame const frame(context_);
        function(*future);
    }
    void future_done(FutureBase& future) override { future_ = Ref<FutureBase>(&future); }
    std::string_view words() const override { return words_; }

    Ref<FutureBase> future_;
    std::function<void(FutureBase&)> function_;
    std::string words_;
    ContextSlot context_;
};

} // namespace

void FutureBase::note_created(std::string_view purpose) {
    id_ = new_id(ObjectType::future);
    record_text(Kind::future_create, id_, {}, [&] { return purpose; });
}

void FutureBase::tell_unretrieved(char const* class_name) {
    log_traceback_ = false;
    record(Kind::future_unretrieved, id_);
    ExceptionContext context(std::string(class_name) + " exception was never retrieved");
    context.exception = exception_;
    context.future = this;
    report(context);
}

void FutureBase::report(ExceptionContext const& context) const {
    if (!loop_) return EventLoop::default_exception_handler(context);
    try {
        loop_->call_exception_handler(context);
    } catch (...) { // called by a destructor: there is nobody to tell
        log_error("Exception ignored in the end of " + to_string(id_));
    }
}

EventLoop* FutureBase::loop_if_open() const { return loop_ && !loop_->is_closed() ? loop_ : nullptr; }

void FutureBase::set_cancel_message(std::string const& message) {
    cancel_message_ = message.empty() ? nullptr : std::make_unique<std::string>(message);
}

void FutureBase::require_pending() const {
    if (done()) throw InvalidStateError("invalid state");
}

std::exception_ptr FutureBase::exception() {
    if (cancelled()) std::rethrow_exception(make_cancelled_error());
    if (!done()) throw InvalidStateError("Exception is not set.");
    log_traceback_ = false;
    return exception_;
}

void FutureBase::throw_no_result() {
    if (cancelled()) std::rethrow_exception(make_cancelled_error());
    if (!done()) throw InvalidStateError("Result is not ready.");
    log_traceback_ = false;
    std::rethrow_exception(exception_);
}

// The error that ended a task is handed out once, with its traceback; later askers get fresh ones.
std::exception_ptr FutureBase::make_cancelled_error() {
    if (cancelled() && exception_) return std::exchange(exception_, nullptr);
    return std::make_exception_ptr(cancel_message_ ? CancelledError(*cancel_message_) : CancelledError());
}

std::exception_ptr FutureBase::cancellation_as_result() const {
    return std::make_exception_ptr(CancelledError(cancel_message_ ? *cancel_message_ : std::string()));
}

bool FutureBase::cancel(std::string const& message) {
    log_traceback_ = false;
    return become_cancelled(message);
}

bool FutureBase::become_cancelled(std::string const& message, std::exception_ptr error) {
    if (done()) return false;
    state_ = State::cancelled;
    exception_ = std::move(error);
    set_cancel_message(message);
    if (is_task())
        record_text(Kind::task_done, id_, {}, [] { return "cancelled"; });
    else
        record_text(Kind::future_cancel, id_, {}, [&] { return message; });
    schedule_callbacks();
    return true;
}

void FutureBase::set_exception(std::exception_ptr exception) {
    if (is_task()) throw RuntimeError("Task does not support set_exception operation");
    require_pending();
    if (holds<StopIteration>(exception)) {
        auto const text = "StopIteration interacts badly with generators and cannot be raised into a Future";
        if (!execution.rules.stop_iteration_becomes_runtime_error) throw TypeError(text);
        exception = std::make_exception_ptr(RuntimeError(text));
    }
    fail(std::move(exception));
}

bool FutureBase::fail_from_outside(std::exception_ptr exception) {
    if (is_task() || done()) return false;
    fail(std::move(exception));
    return true;
}

void FutureBase::fail(std::exception_ptr exception) {
    state_ = State::finished;
    exception_ = std::move(exception);
    log_traceback_ = true;
    if (is_task())
        record_text(Kind::task_done, id_, {}, [&] { return "exception " + repr(exception_); });
    else
        record_text(Kind::future_exception, id_, {}, [&] { return repr(exception_); });
    schedule_callbacks();
}

void FutureBase::note_finished() const {
    Kind const kind = is_task() ? Kind::task_done : Kind::future_result;
    record_text(kind, id_, {}, [&] { return result_text(kind); });
}

trace::TextId FutureBase::result_text(Kind kind) const { return intern(kind, result_repr()); }

void FutureBase::schedule_waiting_callbacks() {
    LoopAccess(loop()).check_thread();
    while (!callbacks_.empty()) call_now_done(callbacks_.pop());
}

Ref<Handle> FutureBase::add_done_callback(std::function<void(FutureBase&)> callback, std::string words,
                                          ContextSlot context) {
    auto const handle = make_ref<DoneCallback>(loop(), std::move(callback), words, std::move(context));
    add_callback(*handle, words, {});
    return handle;
}

void FutureAwaiter::note_suspended(Driver const& driver) const {
    record_suspension(driver, future.id(), [&] { return future.await_text(); });
}

void FutureAwaiter::throw_no_result() const {
    if (!future.done()) throw RuntimeError("await wasn't used with future");
    future.check_result();
}

} // namespace aio
