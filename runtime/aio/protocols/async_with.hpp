// `async with` for any asynchronous context manager, that is any object with aenter() and aexit(error), both
// giving something to await. aexit gets the exception that ends the block, or null, and swallows it by
// returning true.
//
//     co_await async_with(Connection("db"), [&](Connection& connection) -> Block<> {
//         co_await connection.query();
//     });
//
// The body is part of the coroutine around it: in traces it is no coroutine of its own. It may return a
// value, which comes as an optional, since a swallowed exception leaves none. TaskGroup and Timeout can be
// used like this too.
#pragma once
#include "aio/coro/coro.hpp"
#include "aio/coro/detail/library_coro.hpp"
#include "aio/loop/future.hpp"

#include <concepts>
#include <coroutine>
#include <exception>
#include <optional>
#include <source_location>
#include <type_traits>
#include <utility>

namespace aio {

template <typename T>
class Block;

template <typename T>
struct BlockPromiseBase : PromiseBase {
    BlockPromiseBase() {
        program = nullptr;
        executing = nullptr;
    }
    // Its lines are those of the coroutine around it.
    template <typename Awaitable>
    std::remove_reference_t<Awaitable>&
    await_transform(Awaitable&& awaitable, std::source_location where = std::source_location::current()) {
        if (executing && !executing->marked) executing->line = where.line();
        return awaitable; // NOLINT(bugprone-return-const-ref-from-parameter): it lives as long as the await
    }
};

template <typename T>
struct BlockPromise final : BlockPromiseBase<T> {
    Block<T> get_return_object();
    template <typename U = T>
    requires std::convertible_to<U&&, T>
    void return_value(U&& result) { value.emplace(std::forward<U>(result)); }
    std::string result_repr() const override { return repr_or_object(*value); }
    Object result() const override { return as_object(*value); }

    std::optional<T> value;
};

template <>
struct BlockPromise<void> final : BlockPromiseBase<void> {
    Block<void> get_return_object();
    void return_void() const noexcept {}
    std::string result_repr() const override { return "None"; }
    Object result() const override { return {}; }
};

// The body of an `async with`.
template <typename T = void>
class [[nodiscard]] Block {
  public:
    using promise_type = BlockPromise<T>;
    using Result = T;

    explicit Block(promise_type& promise) : promise_(&promise) {}
    Block(Block&& other) noexcept : promise_(std::exchange(other.promise_, nullptr)) {}
    Block& operator=(Block&&) = delete;
    ~Block() {
        if (promise_) destroy_coroutine(*promise_);
    }

    ChildAwaiter<promise_type, T> operator co_await() const noexcept { return {*promise_}; }

  private:
    promise_type* promise_;
};

template <typename T>
Block<T> BlockPromise<T>::get_return_object() {
    this->handle = std::coroutine_handle<BlockPromise>::from_promise(*this);
    return Block<T>(*this);
}

inline Block<void> BlockPromise<void>::get_return_object() {
    handle = std::coroutine_handle<BlockPromise>::from_promise(*this);
    return Block<void>(*this);
}

// What aenter() gives.
template <typename Manager>
using EnteredOf = typename decltype(std::declval<Manager&>().aenter())::Result;

namespace detail {

// The body's argument: what aenter() gave, or the manager.
template <typename Manager, typename Body>
auto body_of(Manager& manager, Body& body) {
    if constexpr (std::invocable<Body&, Manager&>)
        return body(manager);
    else
        return body();
}

template <typename Manager, typename Body, typename Entered>
auto body_of(Manager& manager, Body& body, Entered& entered) {
    if constexpr (std::invocable<Body&, Entered&>)
        return body(entered);
    else
        return body_of(manager, body);
}

// The type of the body's block.
template <typename Manager, typename Body>
auto block_type() {
    if constexpr (requires(Manager & manager) { manager.aenter(); })
        if constexpr (!std::is_void_v<EnteredOf<Manager>>)
            return std::type_identity<decltype(body_of(std::declval<Manager&>(), std::declval<Body&>(),
                                                       std::declval<EnteredOf<Manager>&>()))>{};
        else
            return std::type_identity<decltype(body_of(std::declval<Manager&>(), std::declval<Body&>()))>{};
    else
        return std::type_identity<decltype(body_of(std::declval<Manager&>(), std::declval<Body&>()))>{};
}

template <typename Manager, typename Body>
using BodyResult = typename decltype(block_type<Manager, Body>())::type::Result;

template <typename T>
using WithResult = std::conditional_t<std::is_void_v<T>, void, std::optional<Stored<T>>>;

// At the exit a coroutine stands at its `async with` again.
class LineOfWith {
  public:
    LineOfWith() : frame_(thread_state.frame), line_(frame_ ? frame_->line : 0) {}
    void again() const {
        if (frame_) frame_->line = line_;
    }

  private:
    Frame* frame_;
    std::uint32_t line_;
};

template <typename T>
Library<std::exception_ptr> outcome_of(Block<T> block, std::optional<Stored<T>>& result) {
    try {
        if constexpr (std::is_void_v<T>)
            co_await block;
        else
            result.emplace(co_await block);
    } catch (...) {
        co_return std::current_exception();
    }
    co_return nullptr;
}

// Leaves the block; true if the exception goes no further.
template <typename Manager>
Library<bool> leave(Manager& manager, std::exception_ptr error) {
    if constexpr (requires { manager.aexit(error); }) {
        auto exiting = manager.aexit(error);
        if constexpr (std::is_void_v<typename decltype(exiting)::Result>) {
            co_await exiting;
            co_return false;
        } else {
            co_return static_cast<bool>(co_await exiting);
        }
    } else if constexpr (requires { typename decltype(manager.exit(error))::Result; }) {
        auto exiting = manager.exit(error); // raises what is to be raised
        co_await exiting;
        co_return true;
    } else {
        manager.exit(error);
        co_return true;
    }
}

template <typename Manager, typename Body>
Library<WithResult<BodyResult<std::remove_reference_t<Manager>, Body>>> with(Manager manager, Body body) {
    using M = std::remove_reference_t<Manager>;
    using T = BodyResult<M, Body>;
    LineOfWith const line;
    std::optional<Stored<T>> result;
    std::exception_ptr error;
    if constexpr (!requires { manager.aenter(); }) {
        error = co_await outcome_of<T>(body_of(manager, body), result);
    } else if constexpr (std::is_void_v<EnteredOf<M>>) {
        auto entering = manager.aenter();
        co_await entering;
        error = co_await outcome_of<T>(body_of(manager, body), result);
    } else {
        auto entering = manager.aenter();
        EnteredOf<M> entered = co_await entering;
        error = co_await outcome_of<T>(body_of(manager, body, entered), result);
    }
    line.again();
    bool const swallowed = co_await leave(manager, error);
    if (error && !swallowed) std::rethrow_exception(error);
    if constexpr (!std::is_void_v<T>) co_return result;
}

} // namespace detail

// Enters, runs the body, leaves. A manager given as an lvalue stays the caller's. The body gets what aenter()
// gave, or the manager if that was nothing, or no argument.
template <typename Manager, typename Body>
auto async_with(Manager&& manager, Body body) {
    return detail::with<Manager, Body>(std::forward<Manager>(manager), std::move(body));
}

} // namespace aio
