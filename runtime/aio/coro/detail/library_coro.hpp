// Coroutines of this library itself (wait_for, queue.get ...). Traces leave them out: what they do stands
// under the program's coroutine that awaits them, as EVENTS.md asks.
#pragma once
#include "aio/coro/coro.hpp"

#include <coroutine>
#include <exception>
#include <optional>
#include <type_traits>
#include <utility>

namespace aio {

template <typename T>
class Library;

template <typename T>
struct LibraryPromise final : PromiseBase {
    LibraryPromise() {
        program = nullptr;
        executing = nullptr;
    }
    Library<T> get_return_object();
    template <typename U = T>
    requires std::convertible_to<U&&, T>
    void return_value(U&& result) { value.emplace(std::forward<U>(result)); }
    std::string result_repr() const override { return repr_or_object(*value); }
    Object result() const override { return as_object(*value); }

    std::optional<T> value;
};

template <>
struct LibraryPromise<void> final : PromiseBase {
    LibraryPromise() {
        program = nullptr;
        executing = nullptr;
    }
    Library<void> get_return_object();
    void return_void() const noexcept {}
    std::string result_repr() const override { return "None"; }
    Object result() const override { return {}; }
};

// Awaited in place by a coroutine, or made a task like one. `call` is how traces name what the program
// awaits.
template <typename T = void>
class [[nodiscard]] Library {
  public:
    using promise_type = LibraryPromise<T>;
    using Result = T;

    explicit Library(promise_type& promise) : promise_(&promise) {}
    Library(Library&& other) noexcept : promise_(std::exchange(other.promise_, nullptr)) {}
    Library& operator=(Library&&) = delete;
    ~Library() {
        if (promise_) destroy_coroutine(*promise_);
    }

    Library named(char const* call) && {
        promise_->library_call = call;
        return std::move(*this).called(call);
    }
    // The name of CPython's coroutine, for the warning if it is never awaited.
    Library called(char const* coroutine) && {
        promise_->function = coroutine;
        return std::move(*this);
    }
    Library awaited_as(AwaitedAs what) && {
        promise_->awaited_as = what;
        return std::move(*this);
    }
    void close() { promise_->close_without_start(); } // must not have started
    promise_type& promise() const { return *promise_; }
    promise_type* release() && { return std::exchange(promise_, nullptr); } // the caller owns the frame

    ChildAwaiter<promise_type, T> operator co_await() const noexcept { return {*promise_}; }

  private:
    promise_type* promise_;
};

template <typename T>
Library<T> LibraryPromise<T>::get_return_object() {
    handle = std::coroutine_handle<LibraryPromise>::from_promise(*this);
    return Library<T>(*this);
}

inline Library<void> LibraryPromise<void>::get_return_object() {
    handle = std::coroutine_handle<LibraryPromise>::from_promise(*this);
    return Library<void>(*this);
}

} // namespace aio
