// Coroutine objects: calling a coroutine function makes one and runs nothing. Awaiting it runs it in place,
// without the loop; awaiting a future suspends the whole chain of coroutines up to whoever drives it.
//
// The driver (a task's step, or send() by hand) owns the chain and resumes only its leaf:
//
//     driver --leaf--> [fetch] --awaiter--> [main]        fetch awaits a future; main awaits fetch
//
// A coroutine that awaits a child makes it the leaf and returns to the driver's loop, the pump, which resumes
// the new leaf; one that ends makes its awaiter the leaf. So the native stack never grows with the chain.
#pragma once
#include "aio/base/detail/blocks.hpp"
#include "aio/base/detail/execution.hpp"
#include "aio/coro/detail/promise_base.hpp"
#include "aio/coro/detail/send.hpp"
#include "aio/python/errors.hpp"
#include "aio/python/object.hpp"
#include "aio/python/repr.hpp"

#include <concepts>
#include <coroutine>
#include <exception>
#include <memory>
#include <optional>
#include <source_location>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace aio {

void say_last_words(PromiseBase& promise);

// Destroys the frame; a coroutine that never started is reported first, as CPython does.
inline void destroy_coroutine(PromiseBase& promise) {
    if (promise.state == CoroutineState::created || promise.has_origin) [[unlikely]]
        say_last_words(promise);
    promise.handle.destroy();
}

namespace detail {

// The arguments as the label of a coroutine shows them. What has no repr is left out: a lambda's closure, and
// the object of a member function.
template <typename... Args>
std::string arguments_repr(Args const&... args) {
    std::string out;
    [[maybe_unused]] auto const add = [&]<typename T>([[maybe_unused]] T const& value) {
        if constexpr (Representable<T>) {
            if (!out.empty()) out += ", ";
            out += repr(value);
        }
    };
    (add(args), ...);
    return out;
}

} // namespace detail

// What can only be moved stays where it is: by hand one sees that there is a result, not the result itself.
template <typename T>
Object as_object(T const& value) {
    if constexpr (std::is_copy_constructible_v<T>)
        return Object(value);
    else
        return Object(std::string("<object>"));
}

template <typename T>
class Coro;

// `co_await child`: it becomes the leaf of the chain, and its outcome that of the await.
template <typename PromiseType, typename T>
struct ChildAwaiter {
    PromiseType& child;

    bool await_ready() const { return child.has_ended(); }
    void await_suspend(std::coroutine_handle<>) const { child.start_below(*thread_state.driver->leaf); }
    T await_resume() const {
        if (child.exception) std::rethrow_exception(child.exception);
        if constexpr (!std::is_void_v<T>) return std::move(*child.value);
    }
};

// As the first parameter of a coroutine: how traces show it, instead of its own name and arguments. For
// programs that interpret others.
struct Label {
    char const* name; // outlives the coroutine
    std::string arguments;
};

void run_when_called(PromiseBase& coroutine) noexcept; // belief.hpp

// Where a coroutine stands before its body: nothing runs, unless that is believed.
struct InitialSuspension {
    PromiseBase& coroutine;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<>) const noexcept {
        if (believes(Model::calling_runs_it)) [[unlikely]]
            run_when_called(coroutine);
    }
    void await_resume() const noexcept {}
};

template <typename T>
struct PromiseWithArguments : PromiseBase {
    PromiseWithArguments() = default;
    template <typename... Args>
    explicit PromiseWithArguments(Args const&... args) {
        if (recording(Kind::coro_create)) execution.recorder->arguments = detail::arguments_repr(args...);
    }
    template <typename... Args>
    explicit PromiseWithArguments(Label const& label, Args const&...) {
        function = label.name;
        if (recording(Kind::coro_create)) execution.recorder->arguments = label.arguments;
    }
    InitialSuspension initial_suspend() noexcept { return {*this}; }
};

template <typename T>
struct Promise final : PromiseWithArguments<T> {
    using PromiseWithArguments<T>::PromiseWithArguments;

    Coro<T> get_return_object(std::source_location where = std::source_location::current());
    template <typename U = T>
    requires std::convertible_to<U&&, T>
    void return_value(U&& result) { value.emplace(std::forward<U>(result)); }
    std::string result_repr() const override { return repr_or_object(*value); }
    trace::TextId result_text(Kind kind) const override { return aio::result_text(kind, "", *value); }
    Object result() const override { return as_object(*value); }

    std::optional<T> value;
};

template <>
struct Promise<void> final : PromiseWithArguments<void> {
    using PromiseWithArguments<void>::PromiseWithArguments;

    Coro<void> get_return_object(std::source_location where = std::source_location::current());
    void return_void() const noexcept {}
    std::string result_repr() const override { return "None"; }
    trace::TextId result_text(Kind kind) const override { return aio::result_text(kind, "", None()); }
    Object result() const override { return {}; }
};

// What Python's inspect shows of a coroutine object; must not outlive it.
class CoroutineView {
  public:
    // `leaf`: the innermost coroutine of the chain it drives; null if it is not known.
    CoroutineView(PromiseBase const* promise, PromiseBase const* leaf) : promise_(promise), leaf_(leaf) {}

    ObjectId id() const { return promise_ ? promise_->id : ObjectId{}; }
    std::string_view name() const { return promise_ ? promise_->name() : std::string_view{}; }
    CoroutineState state() const { return promise_ ? promise_->current_state() : CoroutineState::closed; }
    // What it awaits in place while it is suspended: the name of the coroutine, "" if none (cr_await).
    std::string_view awaits() const { return promise_ ? promise_->awaits(leaf_) : std::string_view{}; }
    // Where its frame stands (cr_frame.f_lineno); 0 before the first line and at the end.
    std::uint32_t line() const { return promise_ ? promise_->frame.line : 0; }

  private:
    PromiseBase const* promise_; // null once it ended
    PromiseBase const* leaf_;
};

// Owns a coroutine's frame.
template <typename T = void>
class [[nodiscard]] Coro {
  public:
    using promise_type = Promise<T>;
    using Result = T;

    explicit Coro(promise_type& promise) : promise_(&promise) {}
    Coro(Coro&& other) noexcept : promise_(std::exchange(other.promise_, nullptr)) {}
    Coro& operator=(Coro&& other) noexcept {
        Coro old(std::move(other));
        std::swap(promise_, old.promise_);
        return *this;
    }
    // One that was driven by hand and is suspended ends there, as CPython's does.
    ~Coro() {
        if (!promise_) return;
        if (promise_->hand) finish_by_hand(*promise_);
        destroy_coroutine(*promise_);
    }

    ObjectId id() const { return promise_->id; }
    std::string_view name() const { return promise_->name(); }
    CoroutineState state() const { return promise_->current_state(); } // inspect.getcoroutinestate
    // What it awaits in place while it is suspended: the name of the coroutine, "" if none (cr_await).
    std::string_view awaits() const { return view().awaits(); }
    CoroutineView view() const { return {promise_, promise_->hand ? promise_->hand->leaf : nullptr}; }
    promise_type& promise() const { return *promise_; }
    promise_type* release() && { return std::exchange(promise_, nullptr); } // the caller owns the frame

    // Runs it by hand to its next yield and gives what that yields. Throws StopIteration with the result
    // when it returns, and whatever it raises. RuntimeError if it has ended, ValueError if it runs already.
    Object send(Object value = {}) { return send_by_hand(*promise_, std::move(value)); }
    // Raises `error` where it is suspended; otherwise like send.
    Object throw_(std::exception_ptr error) { return throw_by_hand(*promise_, std::move(error)); }
    template <std::derived_from<BaseException> E>
    Object throw_(E error) {
        return throw_(std::make_exception_ptr(std::move(error)));
    }
    // Ends it: GeneratorExit at its suspension, the innermost coroutine first. One that has not started just
    // never runs. RuntimeError "coroutine ignored GeneratorExit" if it yields again.
    void close() { close_by_hand(*promise_); }

    ChildAwaiter<promise_type, T> operator co_await() const noexcept { return {*promise_}; }

  private:
    promise_type* promise_;
};

template <typename T>
Coro<T> Promise<T>::get_return_object(std::source_location where) {
    this->created(std::coroutine_handle<Promise>::from_promise(*this), where);
    return Coro<T>(*this);
}

inline Coro<void> Promise<void>::get_return_object(std::source_location where) {
    created(std::coroutine_handle<Promise>::from_promise(*this), where);
    return Coro<void>(*this);
}

template <typename T>
std::string repr(Coro<T> const& coroutine) {
    return to_string(coroutine.id());
}

template <typename T>
struct IsCoroutine : std::false_type {};
template <typename T>
struct IsCoroutine<Coro<T>> : std::true_type {};

// asyncio.iscoroutine: is it a coroutine object?
template <typename T>
constexpr bool iscoroutine(T const&) {
    return IsCoroutine<T>::value;
}

// asyncio.iscoroutinefunction: does calling it make one?
template <typename Result, typename... Args>
constexpr bool iscoroutinefunction(Result (*)(Args...)) {
    return IsCoroutine<Result>::value;
}

// A bare yield: suspends the whole chain and gives `value` to whoever drives it, as a generator made a
// coroutine by types.coroutine does. The await gives what the driver sends.
class Yield {
  public:
    explicit Yield(Object value) : value_(std::move(value)) {}

    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<>) const;
    Object await_resume() const;

  private:
    Object value_;
};

inline Yield yield_(Object value = {}) { return Yield(std::move(value)); }

// A value is nothing to wait for: always a TypeError, "object int can't be used in 'await' expression".
template <std::same_as<Object> O>
Yield operator co_await(O const& object) {
    throw TypeError("object " + std::string(object.type_name()) + " can't be used in 'await' expression");
}

} // namespace aio
