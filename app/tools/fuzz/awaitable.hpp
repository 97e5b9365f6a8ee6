// Awaitables whose kind is only known while the program runs, as all of Python's are: coroutines and futures
// that can be awaited, gathered, shielded and waited for like the library's own.
#pragma once
#include "aio/aio.hpp"

#include <optional>
#include <utility>
#include <variant>
#include <vector>

namespace fuzz {

using aio::Object;

// A task, a future, a gather or a shield.
class AnyFuture {
  public:
    using Result = Object;

    explicit AnyFuture(aio::Task<Object> const& task)
        : AnyFuture(task.base(), [](aio::FutureBase& base) {
              return static_cast<aio::TaskState<Object>&>(base).value();
          }) {}
    explicit AnyFuture(aio::Future<Object> const& future)
        : AnyFuture(future.base(), [](aio::FutureBase& base) {
              return static_cast<aio::FutureState<Object>&>(base).value();
          }) {}
    explicit AnyFuture(aio::Shield<AnyFuture> const& shield)
        : AnyFuture(
              shield.base(),
              shield.base() == shield.inner().base() ? shield.inner().value_ : [](aio::FutureBase& base) {
                  return static_cast<aio::FutureState<Object>&>(base).value();
              }) {}
    template <typename R>
    explicit AnyFuture(aio::Gather<R> const& gather)
        : AnyFuture(gather.base(), [](aio::FutureBase& base) {
              return Object(static_cast<aio::GatherState<R>&>(base).value());
          }) {}

    aio::ObjectId id() const { return base_->id(); }
    aio::Ref<aio::FutureBase> const& base() const { return base_; }
    bool done() const { return base_->done(); }
    bool cancelled() const { return base_->cancelled(); }
    Object value() const { return value_(*base_); }
    Object result() const {
        base_->check_result();
        return value();
    }

  private:
    AnyFuture(aio::Ref<aio::FutureBase> future, Object (*value_of)(aio::FutureBase&))
        : base_(std::move(future)), value_(value_of) {}

    aio::Ref<aio::FutureBase> base_;
    Object (*value_)(aio::FutureBase&);
};

// A coroutine of the program, one of the library, or a future.
class Awaitable {
  public:
    using Result = Object;

    explicit Awaitable(AnyFuture future) : held_(std::move(future)) {}
    explicit Awaitable(aio::Coro<Object> coroutine) : held_(std::move(coroutine)) {}
    explicit Awaitable(aio::Library<Object> coroutine) : held_(std::move(coroutine)) {}

    // Makes a task of a coroutine; a future stays what it is.
    AnyFuture into_future(std::string name = {}) &&;
    AnyFuture into_child_of_gather() &&;

    struct Awaiter {
        Awaitable const& awaited;

        bool await_ready() const;
        void await_suspend(std::coroutine_handle<> self) const;
        Object await_resume() const;
    };
    Awaiter operator co_await() const { return {*this}; }
    aio::Coro<Object> into_coroutine() && { return std::get<aio::Coro<Object>>(std::move(held_)); }

  private:
    std::variant<AnyFuture, aio::Coro<Object>, aio::Library<Object>> held_;
};

inline AnyFuture ensure_future(AnyFuture future) { return future; }
inline AnyFuture ensure_future(Awaitable awaitable) { return std::move(awaitable).into_future(); }
// What gather calls, as it calls ensure_future.
inline AnyFuture child_of_gather(Awaitable awaitable) { return std::move(awaitable).into_child_of_gather(); }

} // namespace fuzz
