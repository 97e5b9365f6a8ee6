// Generators: next(), send(), throw_() and close() by hand, `yield from` another one, and, as Python's
// types.coroutine and __await__ have it, awaited by a coroutine, whose driver then gets what they yield.
//
//     Generator<int> echo() {
//         Object const got = co_yield "ready";   // got = yield "ready"
//         int const more = co_await other();     // more = yield from other()
//         co_return more;
//     }
#pragma once
#include "aio/coro/coro.hpp"
#include "aio/loop/task.hpp"
#include "aio/python/stop_iteration.hpp"

#include <coroutine>
#include <iterator>
#include <optional>
#include <source_location>
#include <string>
#include <type_traits>
#include <utility>

namespace aio {

template <typename T>
class Generator;

// A generator has no id: its lines belong to whoever runs it, one call deeper.
struct GeneratorPromiseBase : PromiseBase {
    GeneratorPromiseBase() { program = nullptr; }
    bool is_generator() const final { return true; }
    char const* noun() const final { return "generator"; }
    bool has_ended() const { return state == CoroutineState::closed; } // awaited again, it gives the same
    Yield yield_value(Object value) { return Yield(std::move(value)); }

  protected:
    ~GeneratorPromiseBase() = default;
};

template <typename T>
struct GeneratorPromise final : GeneratorPromiseBase {
    Generator<T> get_return_object(std::source_location where = std::source_location::current());
    template <typename U = T>
    requires std::convertible_to<U&&, T>
    void return_value(U&& result) { value.emplace(std::forward<U>(result)); }
    std::string result_repr() const override { return repr_or_object(*value); }
    Object result() const override { return as_object(*value); }

    std::optional<T> value;
};

template <>
struct GeneratorPromise<void> final : GeneratorPromiseBase {
    Generator<void> get_return_object(std::source_location where = std::source_location::current());
    void return_void() const noexcept {}
    std::string result_repr() const override { return "None"; }
    Object result() const override { return {}; }
};

// Walks a generator of any class; it ends where the generator returns.
template <typename G>
class GeneratorIterator {
  public:
    static GeneratorIterator first(G* generator) {
        GeneratorIterator first(generator);
        first.advance();
        return first;
    }
    Object const& operator*() const { return value_; }
    GeneratorIterator& operator++() {
        advance();
        return *this;
    }
    bool operator==(std::default_sentinel_t) const { return generator_ == nullptr; }

  private:
    explicit GeneratorIterator(G* generator) : generator_(generator) {}
    void advance() {
        try {
            value_ = generator_->next();
        } catch (StopIteration const&) {
            generator_ = nullptr;
        }
    }

    G* generator_;
    Object value_;
};

template <typename T = void>
class [[nodiscard]] Generator {
  public:
    using promise_type = GeneratorPromise<T>;
    using Result = T;

    explicit Generator(promise_type& promise) : promise_(&promise) {}
    Generator(Generator&& other) noexcept : promise_(std::exchange(other.promise_, nullptr)) {}
    Generator& operator=(Generator&&) = delete;
    ~Generator() {
        if (promise_) destroy_coroutine(*promise_);
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
    promise_type& promise() const { return *promise_; }
    promise_type* release() && { return std::exchange(promise_, nullptr); } // the caller owns the frame
    std::string_view name() const { return promise_->name(); }

    // `for value in generator`
    using Iterator = GeneratorIterator<Generator>;
    Iterator begin() { return Iterator::first(this); }
    std::default_sentinel_t end() const { return {}; }

    // `yield from` in a generator; `await` in a coroutine.
    ChildAwaiter<promise_type, T> operator co_await() const noexcept { return {*promise_}; }

  private:
    promise_type* promise_;
};

template <typename T>
std::string repr(Generator<T> const& generator) {
    return "<generator object " + std::string(generator.name()) + ">";
}

template <typename T>
Generator<T> GeneratorPromise<T>::get_return_object(std::source_location where) {
    handle = std::coroutine_handle<GeneratorPromise>::from_promise(*this);
    function = where.function_name();
    knows_its_file(where);
    return Generator<T>(*this);
}

inline Generator<void> GeneratorPromise<void>::get_return_object(std::source_location where) {
    handle = std::coroutine_handle<GeneratorPromise>::from_promise(*this);
    function = where.function_name();
    knows_its_file(where);
    return Generator<void>(*this);
}

template <typename T>
struct OwnedGenerator {
    Generator<T> generator;
    decltype(generator.operator co_await()) awaiter = generator.operator co_await();

    bool await_ready() const { return awaiter.await_ready(); }
    void await_suspend(std::coroutine_handle<> coroutine) const { awaiter.await_suspend(coroutine); }
    T await_resume() const { return awaiter.await_resume(); }
};

// How an object makes itself awaitable by a generator, as Python's __await__ does:
//
//     struct Signal {
//         Generator<int> wait() { co_return *(co_yield "pause").as<int>(); }
//         auto operator co_await() { return aio::awaiting(wait()); }
//     };
template <typename T>
OwnedGenerator<T> awaiting(Generator<T> generator) {
    return {std::move(generator)};
}
// TypeError: "__await__() returned non-iterator of type 'int'".
template <std::same_as<Object> O>
Yield awaiting(O const& object) {
    throw TypeError("__await__() returned non-iterator of type '" + std::string(object.type_name()) + "'");
}

// A generator as a task, as asyncio had it up to 3.11. Since then TypeError.
template <typename T>
Task<T> create_task(Generator<T>&& generator, std::string name = {}) {
    if (execution.rules.generator_is_no_coroutine)
        throw TypeError("a coroutine was expected, got " + repr(generator));
    return Task<T>(make_ref<TaskState<T>>(get_running_loop(), std::move(generator), std::move(name)));
}

} // namespace aio
