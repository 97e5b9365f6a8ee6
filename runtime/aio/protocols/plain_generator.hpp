// A generator that nobody awaits: next(), send(), throw_(), close() by hand, `for`, and `yield from` another
// one. Traces show it as they show a coroutine; Generator (generator.hpp) is one that coroutines await.
//
//     PlainGenerator<std::string> ask(std::string question) {
//         Object const answer = co_yield question;       // answer = yield question
//         co_return answer.str();
//     }
//     PlainGenerator<> interview() {
//         std::string const name = co_await ask("name?"); // name = yield from ask("name?")
//     }
#pragma once
#include "aio/protocols/generator.hpp"

#include <concepts>
#include <coroutine>
#include <exception>
#include <iterator>
#include <optional>
#include <source_location>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace aio {

template <typename T>
class PlainGenerator;

struct PlainGeneratorPromiseBase : PromiseBase {
    PlainGeneratorPromiseBase() = default;
    template <typename... Args>
    explicit PlainGeneratorPromiseBase(Args const&... args) {
        if (recording(Kind::coro_create)) execution.recorder->arguments = detail::arguments_repr(args...);
    }
    bool is_generator() const final { return true; }
    char const* noun() const final { return "generator"; }
    bool has_ended() const { return state == CoroutineState::closed; } // asked again, it gives the same
    Yield yield_value(Object value) { return Yield(std::move(value)); }

    // `yield from`: of another generator that nobody awaits.
    template <typename Awaitable>
    std::remove_reference_t<Awaitable>& await_transform(Awaitable&& awaitable) {
        if constexpr (IsCoroutine<std::remove_cvref_t<Awaitable>>::value)
            throw TypeError("cannot 'yield from' a coroutine object in a non-coroutine generator");
        return awaitable;
    }

  protected:
    ~PlainGeneratorPromiseBase() = default;
};

template <typename T>
struct PlainGeneratorPromise final : PlainGeneratorPromiseBase {
    using PlainGeneratorPromiseBase::PlainGeneratorPromiseBase;

    PlainGenerator<T> get_return_object(std::source_location where = std::source_location::current());
    template <typename U = T>
    requires std::convertible_to<U&&, T>
    void return_value(U&& result) { value.emplace(std::forward<U>(result)); }
    std::string result_repr() const override { return repr_or_object(*value); }
    Object result() const override { return as_object(*value); }

    std::optional<T> value;
};

template <>
struct PlainGeneratorPromise<void> final : PlainGeneratorPromiseBase {
    using PlainGeneratorPromiseBase::PlainGeneratorPromiseBase;

    PlainGenerator<void> get_return_object(std::source_location where = std::source_location::current());
    void return_void() const noexcept {}
    std::string result_repr() const override { return "None"; }
    Object result() const override { return {}; }
};

// The await of a generator: `yield from` in another one. A coroutine may not.
template <typename PromiseType, typename T>
struct DelegationAwaiter : ChildAwaiter<PromiseType, T> {
    bool await_ready() const { return false; }
    template <typename Outer>
    bool await_suspend(std::coroutine_handle<Outer>) const {
        if constexpr (!std::derived_from<Outer, PlainGeneratorPromiseBase>)
            throw TypeError("object generator can't be used in 'await' expression");
        if (this->child.has_ended()) return false;
        ChildAwaiter<PromiseType, T>::await_suspend({});
        return true;
    }
};

template <typename T = void>
class [[nodiscard]] PlainGenerator {
  public:
    using promise_type = PlainGeneratorPromise<T>;
    using Result = T;
    using OnlyDelegatedTo = void; // isawaitable asks for it

    explicit PlainGenerator(promise_type& promise) : promise_(&promise) {}
    PlainGenerator(PlainGenerator&& other) noexcept : promise_(std::exchange(other.promise_, nullptr)) {}
    PlainGenerator& operator=(PlainGenerator&& other) noexcept {
        PlainGenerator old(std::move(other));
        std::swap(promise_, old.promise_);
        return *this;
    }
    // One that is suspended is closed, as CPython does when it destroys it.
    ~PlainGenerator() {
        if (!promise_) return;
        finish_by_hand(*promise_);
        destroy_coroutine(*promise_);
    }

    // The next value; throws StopIteration with what it returns when it ends, and at every call after that.
    Object next() { return send_by_hand(*promise_, {}); }
    Object send(Object value) { return send_by_hand(*promise_, std::move(value)); }
    Object throw_(std::exception_ptr error) { return throw_by_hand(*promise_, std::move(error)); }
    template <std::derived_from<BaseException> E>
    Object throw_(E error) {
        return throw_(std::make_exception_ptr(std::move(error)));
    }
    void close() { close_by_hand(*promise_); }
    ObjectId id() const { return promise_->id; }
    std::string_view name() const { return promise_->name(); }

    // `for value in generator`
    using Iterator = GeneratorIterator<PlainGenerator>;
    Iterator begin() { return Iterator::first(this); }
    std::default_sentinel_t end() const { return {}; }

    DelegationAwaiter<promise_type, T> operator co_await() const noexcept { return {{*promise_}}; }

  private:
    promise_type* promise_;
};

template <typename T>
std::string repr(PlainGenerator<T> const& generator) {
    return to_string(generator.id());
}

template <typename T>
PlainGenerator<T> PlainGeneratorPromise<T>::get_return_object(std::source_location where) {
    created(std::coroutine_handle<PlainGeneratorPromise>::from_promise(*this), where);
    return PlainGenerator<T>(*this);
}

inline PlainGenerator<void> PlainGeneratorPromise<void>::get_return_object(std::source_location where) {
    created(std::coroutine_handle<PlainGeneratorPromise>::from_promise(*this), where);
    return PlainGenerator<void>(*this);
}

} // namespace aio
