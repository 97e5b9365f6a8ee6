// Generators: next(), send(), throw_() and close() by hand, `yield from` another one, and, as Python's
// types.coroutine and __await__ have it, awaited by a coroutine, whose driver then gets what they yield.
//
//     Generator<int> echo() {
//         Object const got = co_yield "ready";   // got = yield "ready"
//         int const more = co_await other();     // more = yield from other()
//         co_return more;
//     }
#pragma once
#include "aio/coro.hpp"
#include "aio/stop_iteration.hpp"

#include <coroutine>
#include <iterator>
#include <optional>
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
    Yield yield_value(Object value) { return Yield(std::move(value)); }

  protected:
    ~GeneratorPromiseBase() = default;
};

template <typename T>
struct GeneratorPromise final : GeneratorPromiseBase {
    Generator<T> get_return_object();
    template <typename U = T>
    requires std::convertible_to<U&&, T>
    void return_value(U&& result) { value.emplace(std::forward<U>(result)); }
    std::string result_repr() const override { return repr_or_object(*value); }
    Object result() const override { return as_object(*value); }

    std::optional<T> value;
};

template <>
struct GeneratorPromise<void> final : GeneratorPromiseBase {
    Generator<void> get_return_object();
    void return_void() const noexcept {}
    std::string result_repr() const override { return "None"; }
    Object result() const override { return {}; }
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
    std::string_view name() const { return promise_->name(); }

    // `for value in generator`
    class Iterator {
      public:
        explicit Iterator(Generator* generator) : generator_(generator) {}
        Object const& operator*() const { return value_; }
        Iterator& operator++() {
            advance();
            return *this;
        }
        bool operator==(std::default_sentinel_t) const { return generator_ == nullptr; }
        void advance() {
            try {
                value_ = generator_->next();
            } catch (StopIteration const&) {
                generator_ = nullptr;
            }
        }

      private:
        Generator* generator_;
        Object value_;
    };
    Iterator begin() {
        Iterator first(this);
        first.advance();
        return first;
    }
    std::default_sentinel_t end() const { return {}; }

    // `yield from` in a generator; `await` in a coroutine.
    auto operator co_await() const noexcept {
        struct Awaiter {
            promise_type& child;

            bool await_ready() const { return child.state == CoroutineState::closed; }
            void await_suspend(std::coroutine_handle<>) const { child.start_below(*execution.driver->leaf); }
            T await_resume() const {
                if (child.exception) std::rethrow_exception(child.exception);
                if constexpr (!std::is_void_v<T>) return std::move(*child.value);
            }
        };
        return Awaiter{*promise_};
    }

  private:
    promise_type* promise_;
};

template <typename T>
std::string repr(Generator<T> const& generator) {
    return "<generator object " + std::string(generator.name()) + ">";
}

template <typename T>
Generator<T> GeneratorPromise<T>::get_return_object() {
    handle = std::coroutine_handle<GeneratorPromise>::from_promise(*this);
    return Generator<T>(*this);
}

inline Generator<void> GeneratorPromise<void>::get_return_object() {
    handle = std::coroutine_handle<GeneratorPromise>::from_promise(*this);
    return Generator<void>(*this);
}

} // namespace aio
