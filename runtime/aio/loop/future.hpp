// Future (asyncio/futures.py): a result that is not there yet, and who waits for it. Completing a future
// never calls its callbacks: it queues them in the loop, in order of subscription.
#pragma once
#include "aio/base/detail/blocks.hpp"
#include "aio/base/detail/counted.hpp"
#include "aio/base/detail/list.hpp"
#include "aio/coro/coro.hpp"
#include "aio/loop/exception_handler.hpp"
#include "aio/loop/handle.hpp"
#include "aio/loop/loop.hpp"
#include "aio/python/detail/parse_value.hpp"
#include "aio/python/errors.hpp"
#include "aio/python/repr.hpp"

#include <concepts>
#include <coroutine>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace aio {

// What all futures share, whatever their result: state, exception, callbacks.
class FutureBase : public InBlocks, public detail::Linked<FutureBase>, public detail::Counted<FutureBase> {
  public:
    EventLoop& loop() const { // RuntimeError once its loop is gone
        if (!loop_) [[unlikely]]
            LoopAccess::throw_closed();
        return *loop_;
    }
    ObjectId id() const { return id_; }
    bool has_same_loop(FutureBase const& other) const { return loop_ == other.loop_; }
    EventLoop* loop_if_open() const; // null once its loop is closed or gone
    bool done() const { return state_ != State::pending; }
    bool cancelled() const { return state_ == State::cancelled; }
    // Null if it ended well. InvalidStateError while pending; CancelledError if it was cancelled.
    std::exception_ptr exception();
    // True if it was still pending. A task only takes note and is cancelled when the loop steps it.
    virtual bool cancel(std::string const& message = {});
    // InvalidStateError if done; TypeError for a StopIteration; RuntimeError if this is a task.
    void set_exception(std::exception_ptr exception);
    // Calls `callback` through the loop once the future is done, also if it is already; in a copy of the
    // context that runs now unless another is given. The handle is for remove_callback; it need not be kept.
    Ref<Handle> add_done_callback(std::function<void(FutureBase&)> callback, std::string words = "callback",
                                  ContextSlot context = copy_current_context());

    virtual bool is_task() const { return false; }
    // How an await of it reads: "future f1".
    virtual std::string await_words() const { return "future " + to_string(id_); }
    // The same as a text of the log that is recorded to.
    virtual trace::TextId await_text() const { return intern(Kind::coro_suspend, await_words()); }
    // Rethrows the exception or cancellation; returns if there is a result.
    void check_result() {
        if (!has_result()) [[unlikely]]
            throw_no_result();
    }

    // For the loop and the awaiters: subscribe and take back a handle that is called when this is done.
    void add_callback(Handle& handle, std::string_view words, ObjectId whom) {
        handle.retain();
        add_callback_retained(handle, words, whom);
    }
    // Takes over the caller's reference.
    void add_callback_retained(Handle& handle, std::string_view words, ObjectId whom) {
        if (long_way()) [[unlikely]]
            record_text(Kind::future_callback, id_, whom, [&] { return words; });
        if (done()) [[unlikely]]
            return call_now_done(handle);
        handle.state_ = Handle::State::waiting;
        callbacks_.push_retained(handle);
    }
    bool has_result() const { return state_ == State::finished && !exception_; }
    bool remove_callback(Handle& handle) { return callbacks_.remove(handle); }
    void drop_callbacks() { callbacks_.clear(); } // at the loop's end: breaks cycles of ownership
    std::exception_ptr make_cancelled_error();
    std::exception_ptr cancellation_as_result() const;  // how gather lists a cancelled child
    virtual std::string result_repr() const = 0;        // must have one
    virtual trace::TextId result_text(Kind kind) const; // the same as task.done or future.result says it
    void forget_exception() { log_traceback_ = false; } // somebody has seen it

    // For interventions: false if it is not for others to do.
    virtual bool resolve(std::string_view) { return false; } // with a result as Python writes it
    bool fail_from_outside(std::exception_ptr exception);

  protected:
    explicit FutureBase(EventLoop& loop) : loop_(&loop) {
        ++objects_alive.futures;
        LoopAccess(loop).live().push_front(*this);
    }
    FutureBase(EventLoop& loop, std::string_view purpose) : FutureBase(loop) {
        if (anything_unusual()) [[unlikely]]
            note_created(purpose);
    }
    virtual ~FutureBase() {
        --objects_alive.futures;
        if (loop_) LoopAccess(*loop_).live().remove(*this);
        report_unretrieved(id_.type() == ObjectType::task ? "Task" : "Future");
    }

    void finish() { // state finished with the result that the derived class now holds
        state_ = State::finished;
        if (anything_unusual()) [[unlikely]]
            note_finished();
        schedule_callbacks();
    }
    bool become_cancelled(std::string const& message, std::exception_ptr error = nullptr);
    void fail(std::exception_ptr exception); // set_exception without the check
    void require_pending() const;

    void set_cancel_message(std::string const& message);
    std::string cancel_message() const { return cancel_message_ ? *cancel_message_ : std::string(); }

    void report_unretrieved(char const* class_name) { // if nobody asked for the exception
        if (log_traceback_) [[unlikely]]
            tell_unretrieved(class_name);
    }
    void report(ExceptionContext const& context) const; // to the loop's exception handler; throws nothing

  private:
    friend class detail::Counted<FutureBase>;
    friend class EventLoop;
    friend struct Description;
    enum class State : std::uint8_t { pending, finished, cancelled };

    // First, so that they fit behind the count.
    State state_ = State::pending;
    bool log_traceback_ = false;

  protected:
    ObjectId id_;

  private:
    void tell_unretrieved(char const* class_name);
    void note_created(std::string_view purpose);
    void note_finished() const;
    void schedule_callbacks() {
        if (callbacks_.empty()) return;
        if (callbacks_.holds_one_step() && !long_way()) [[likely]] // one task waits
            LoopAccess(*loop_).call_soon_retained(callbacks_.pop());
        else
            schedule_waiting_callbacks();
    }
    void schedule_waiting_callbacks();
    void call_now_done(Handle& handle) {
        if (handle.sort_ != Handle::Sort::step) handle.future_done(*this);
        LoopAccess(loop()).call_soon_retained(handle);
    }
    [[noreturn]] void throw_no_result();

    EventLoop* loop_; // null once the loop is gone
    HandleQueue callbacks_;
    std::exception_ptr exception_; // also the CancelledError that ended a task
    std::unique_ptr<std::string> cancel_message_;
};

template <typename T>
using Stored = std::conditional_t<std::is_void_v<T>, None, T>;

// A future with its result's type; Task<T>'s state has the same value() so that Future<T> serves both.
template <typename T>
class FutureState : public FutureBase {
  public:
    FutureState(EventLoop& loop, std::string_view purpose) : FutureBase(loop, purpose) {}

    void set_result(Stored<T> value) {
        require_pending();
        value_ = std::move(value);
        finish();
    }
    Stored<T>& value() { return *value_; }
    bool resolve(std::string_view text) override {
        auto value = value_from<Stored<T>>(text);
        if (value) set_result(std::move(*value));
        return value.has_value();
    }

  protected:
    std::string result_repr() const override { return repr_or_object(*value_); }
    trace::TextId result_text(Kind kind) const override { return aio::result_text(kind, "", *value_); }

  private:
    std::optional<Stored<T>> value_;
};

struct FutureAwaiter {
    FutureBase& future;

    // One that is done is waited for all the same where every await is believed to yield.
    bool await_ready() const { return future.done() && !believes(Model::await_always_yields); }
    void await_suspend(std::coroutine_handle<>) const {
        Driver& driver = *thread_state.driver;
        driver.awaiting = &future;
        driver.suspended = true;
        if (long_way()) [[unlikely]]
            note_suspended(driver);
    }
    void finish() const { // rethrows what was thrown in, or what the future holds
        thread_state.driver->rethrow_thrown();
        if (!future.has_result()) [[unlikely]]
            throw_no_result();
    }

  private:
    void note_suspended(Driver const& driver) const;
    void throw_no_result() const;
};

// The result as an await gives it: a copy, or the thing itself if it can only be moved.
template <typename T>
T take_result(Stored<T>& value) {
    if constexpr (std::is_void_v<T>)
        return;
    else if constexpr (std::is_copy_constructible_v<T>)
        return value;
    else
        return std::move(value);
}

// Keeps what it awaits; `State` holds its result as value().
template <typename State, typename T>
struct ResultAwaiter : FutureAwaiter {
    Ref<State> state;

    T await_resume() const {
        finish();
        return take_result<T>(state->value());
    }
};

// A program's reference to a future.
template <typename T>
class Future {
  public:
    using Result = T;

    explicit Future(Ref<FutureState<T>> state) : state_(std::move(state)) {}

    ObjectId id() const { return state_->id(); }
    bool done() const { return state_->done(); }
    bool cancelled() const { return state_->cancelled(); }
    bool cancel(std::string const& message = {}) const { return state_->cancel(message); }
    std::exception_ptr exception() const { return state_->exception(); }
    void set_exception(std::exception_ptr exception) const { state_->set_exception(std::move(exception)); }
    template <std::derived_from<BaseException> E>
    void set_exception(E exception) const {
        state_->set_exception(std::make_exception_ptr(std::move(exception)));
    }
    template <typename... Value>
    void set_result(Value&&... value) const {
        state_->set_result(Stored<T>{std::forward<Value>(value)...});
    }
    T result() const {
        state_->check_result();
        return take_result<T>(state_->value());
    }
    // Calls it through the loop once the future is done; what it gives is for remove_done_callback.
    Ref<Handle> add_done_callback(std::function<void(Future<T>)> callback, std::string words = "callback",
                                  ContextSlot context = copy_current_context()) const {
        // The handle that the loop calls keeps the future alive, so a plain reference is enough here.
        return state_->add_done_callback(
            [callback = std::move(callback)](FutureBase& future) {
                callback(Future(Ref<FutureState<T>>(static_cast<FutureState<T>*>(&future))));
            },
            std::move(words), std::move(context));
    }
    int remove_done_callback(Ref<Handle> const& callback) const { // how many it was, 0 or 1
        return state_->remove_callback(*callback) ? 1 : 0;
    }
    bool operator==(Future const&) const = default; // is it the same one?
    EventLoop& get_loop() const { return state_->loop(); }
    FutureState<T>& state() const { return *state_; }
    Ref<FutureBase> base() const { return state_; }

    auto operator co_await() const { return ResultAwaiter<FutureState<T>, T>{{*state_}, state_}; }

  private:
    Ref<FutureState<T>> state_;
};

template <typename T>
std::string repr(Future<T> const& future) {
    return to_string(future.id());
}

} // namespace aio
