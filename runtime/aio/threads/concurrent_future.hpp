// concurrent.futures.Future: a result that a thread works out. Other than asyncio's it can be waited for in
// plain code, and its callbacks are called at once, in the thread that completes it.
#pragma once
#include "aio/loop/baton.hpp"
#include "aio/loop/future.hpp"
#include "aio/python/errors.hpp"

#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace aio {

// concurrent.futures.CancelledError is another class than asyncio's, and an Exception.
class FutureCancelledError : public Exception {
  public:
    using Exception::Exception;
    char const* type_name() const noexcept override { return "CancelledError"; }
};

// What all of them share, whatever their result.
class ConcurrentBase {
  public:
    ConcurrentBase() = default;
    ConcurrentBase(ConcurrentBase const&) = delete;
    ConcurrentBase& operator=(ConcurrentBase const&) = delete;

    bool done() const { return state_ == State::finished || cancelled(); }
    bool cancelled() const { return state_ == State::cancelled; }
    bool running() const { return state_ == State::running; }
    bool cancel();                            // false once its work has begun
    bool set_running();                       // false if it was cancelled: the work is not to be done
    void wait(std::optional<double> timeout); // TimeoutError; FutureCancelledError if it was cancelled
    std::exception_ptr error() const { return exception_; }
    void set_exception(std::exception_ptr exception);
    void add_done_callback(std::function<void()> callback); // called at once if it is done

  protected:
    ~ConcurrentBase() = default;
    void check_not_done() const;
    void finish();

  private:
    enum class State : std::uint8_t { pending, running, finished, cancelled };

    void tell();

    std::deque<Strand*> waiting_;
    std::vector<std::function<void()>> callbacks_;
    std::exception_ptr exception_;
    State state_ = State::pending;
};

template <typename T>
class ConcurrentState final : public ConcurrentBase {
  public:
    void set_result(Stored<T> value) {
        check_not_done();
        value_ = std::move(value);
        finish();
    }
    Stored<T>& value() { return *value_; }

  private:
    std::optional<Stored<T>> value_;
};

// A program's reference to one.
template <typename T>
class ConcurrentFuture {
  public:
    using Result = T;

    ConcurrentFuture() : state_(std::make_shared<ConcurrentState<T>>()) {}

    bool done() const { return state_->done(); }
    bool cancelled() const { return state_->cancelled(); }
    bool running() const { return state_->running(); }
    bool cancel() const { return state_->cancel(); }
    // Waits, in seconds. In the loop's own thread the loop stands still meanwhile, so what only it can
    // complete never comes.
    T result(std::optional<double> timeout = std::nullopt) const {
        state_->wait(timeout);
        if (state_->error()) std::rethrow_exception(state_->error());
        return take_result<T>(state_->value());
    }
    std::exception_ptr exception(std::optional<double> timeout = std::nullopt) const {
        state_->wait(timeout);
        return state_->error();
    }
    void add_done_callback(std::function<void()> callback) const {
        state_->add_done_callback(std::move(callback));
    }
    // For one that no executor made: InvalidStateError if it is done.
    template <typename... Value>
    void set_result(Value&&... value) const {
        state_->set_result(Stored<T>{std::forward<Value>(value)...});
    }
    void set_exception(std::exception_ptr exception) const { state_->set_exception(std::move(exception)); }
    std::shared_ptr<ConcurrentState<T>> const& state() const { return state_; }

  private:
    std::shared_ptr<ConcurrentState<T>> state_;
};

} // namespace aio
