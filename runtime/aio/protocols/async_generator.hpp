// Asynchronous generators (Objects/genobject.c): an await inside suspends the task, a co_yield gives an item
// to whoever iterates, without any turn of the loop.
//
//     AsyncGenerator<int> ticks(int count) {
//         for (int i = 0; i < count; ++i) {
//             co_await sleep(1);
//             co_yield i;
//         }
//     }
//
//     auto numbers = ticks(3);                            // async for n in ticks(3):
//     for (auto n = co_await numbers.next(); n; n = co_await numbers.next())
//         print(*n);
//
// One that is dropped before its end is closed by a task that its loop makes (the finalizer hook), and those
// that are still there when asyncio.run ends are closed then. It is dropped with its last reference; Python
// keeps a local variable until its function has returned, C++ until its block ends.
#pragma once
#include "aio/base/detail/counted.hpp"
#include "aio/base/detail/list.hpp"
#include "aio/base/detail/ref.hpp"
#include "aio/coro/coro.hpp"
#include "aio/coro/detail/library_coro.hpp"
#include "aio/loop/detail/async_generators.hpp"
#include "aio/python/stop_iteration.hpp"

#include <coroutine>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <source_location>
#include <type_traits>
#include <utility>

namespace aio {

// What asynchronous generators share, whatever their items are. Like a generator it has no id: its lines
// belong to whoever iterates, one call deeper.
struct AsyncGeneratorPromiseBase : PromiseBase,
                                   detail::Counted<AsyncGeneratorPromiseBase>,
                                   detail::Linked<AsyncGeneratorPromiseBase> {
    AsyncGeneratorPromiseBase() { program = nullptr; }
    AsyncGeneratorPromiseBase(AsyncGeneratorPromiseBase const&) = delete;
    AsyncGeneratorPromiseBase& operator=(AsyncGeneratorPromiseBase const&) = delete;

    bool is_generator() const final { return true; }
    char const* noun() const final { return "async generator"; }
    std::string result_repr() const final { return "None"; }
    Object result() const final { return {}; }
    void return_void() const noexcept {}
    void unhandled_exception();

    void dropped(); // nobody refers to it any more
    // anext(), asend(), athrow() or aclose() is called: from the first time on the running loop knows it.
    void first_use();
    bool completed() const { return state == CoroutineState::closed; }
    // One of them is awaited. RuntimeError if another one is under way.
    void begin_send(Object value);
    void begin_throw(char const* call, std::exception_ptr error);
    void go_on_below(PromiseBase& new_awaiter);
    void has_stopped(); // it has yielded or ended; rethrows what it raised
    void yielded();

    Object sent;
    std::exception_ptr thrown; // to be raised at its yield when it goes on
    bool gave_item = false;
    bool is_closed = false; // asyncio's ag_closed

  protected:
    ~AsyncGeneratorPromiseBase() = default;

  private:
    friend class AsyncGenerators;

    EventLoop* loop_ = nullptr; // that closes it when it is dropped
    bool running_ = false;      // asyncio's ag_running_async
    bool used_ = false;
};

template <typename T>
class AsyncGenerator;

template <typename T>
struct AsyncGeneratorPromise final : AsyncGeneratorPromiseBase {
    struct Yielding {
        AsyncGeneratorPromise& promise;

        bool await_ready() const { return false; }
        void await_suspend(std::coroutine_handle<>) const { promise.yielded(); }
        Object await_resume() const { // what asend() gave
            if (promise.thrown) std::rethrow_exception(std::exchange(promise.thrown, nullptr));
            return std::exchange(promise.sent, {});
        }
    };

    AsyncGenerator<T> get_return_object(std::source_location where = std::source_location::current());
    template <typename U = T>
    requires std::convertible_to<U&&, T>
        Yielding yield_value(U&& value, std::source_location where = std::source_location::current()) {
        if (!frame.marked) frame.line = where.line();
        item.emplace(std::forward<U>(value));
        return {*this};
    }

    std::optional<T> item;
};

namespace detail {

// Lets the generator run to its next yield or to its end.
struct GoOn {
    AsyncGeneratorPromiseBase& generator;

    bool await_ready() const { return generator.completed(); }
    void await_suspend(std::coroutine_handle<>) const { generator.go_on_below(*thread_state.driver->leaf); }
    void await_resume() const { generator.has_stopped(); }
};

template <typename T>
Library<std::optional<T>> send_into(Ref<AsyncGeneratorPromise<T>> generator, Object value) {
    generator->begin_send(std::move(value));
    co_await GoOn{*generator};
    co_return std::exchange(generator->item, std::nullopt);
}

template <typename T>
Library<T> send_for_item(Ref<AsyncGeneratorPromise<T>> generator, Object value) {
    generator->begin_send(std::move(value));
    co_await GoOn{*generator};
    if (!generator->item) throw StopAsyncIteration();
    std::optional<T> item = std::exchange(generator->item, std::nullopt);
    co_return std::move(*item);
}

template <typename T>
Library<std::optional<T>> throw_into(Ref<AsyncGeneratorPromise<T>> generator, std::exception_ptr error) {
    if (generator->completed()) co_return std::nullopt;
    generator->begin_throw("athrow", std::move(error));
    co_await GoOn{*generator};
    if (!generator->item) throw StopAsyncIteration();
    co_return std::exchange(generator->item, std::nullopt);
}

Library<> close_generator(Ref<AsyncGeneratorPromiseBase> generator);

} // namespace detail

// A program's reference to an asynchronous generator. What its methods give can be awaited once, or made a
// task.
template <typename T>
class [[nodiscard]] AsyncGenerator {
  public:
    using promise_type = AsyncGeneratorPromise<T>;
    using Item = T;

    explicit AsyncGenerator(promise_type& promise) : promise_(&promise) {}

    std::string_view name() const { return promise_->name(); }
    // One turn of `async for`: the next item, nothing at the end.
    Library<std::optional<T>> next() const {
        promise_->first_use();
        return detail::send_into<T>(promise_, {}).awaited_as(AwaitedAs::asend);
    }
    // The next item; StopAsyncIteration at the end.
    Library<T> anext() const { return asend({}); }
    // The same; its co_yield gives `value`. TypeError if it has not started and the value is not None.
    Library<T> asend(Object value) const {
        promise_->first_use();
        return detail::send_for_item<T>(promise_, std::move(value)).awaited_as(AwaitedAs::asend);
    }
    // Raises `error` at its yield and gives what it yields next: StopAsyncIteration if it ends instead,
    // nothing if it had ended already.
    Library<std::optional<T>> athrow(std::exception_ptr error) const {
        promise_->first_use();
        return detail::throw_into<T>(promise_, std::move(error)).awaited_as(AwaitedAs::athrow);
    }
    template <std::derived_from<BaseException> E>
    Library<std::optional<T>> athrow(E error) const {
        return athrow(std::make_exception_ptr(std::move(error)));
    }
    // Ends it: GeneratorExit at its yield. RuntimeError "async generator ignored GeneratorExit" if it yields
    // again.
    Library<> aclose() const {
        promise_->first_use();
        return detail::close_generator(promise_).awaited_as(AwaitedAs::athrow);
    }
    AsyncGenerator aiter() const { return *this; }

  private:
    Ref<promise_type> promise_;
};

template <typename T>
AsyncGenerator<T> AsyncGeneratorPromise<T>::get_return_object(std::source_location where) {
    handle = std::coroutine_handle<AsyncGeneratorPromise>::from_promise(*this);
    function = where.function_name();
    knows_its_file(where);
    return AsyncGenerator<T>(*this);
}

template <typename T>
std::string repr(AsyncGenerator<T> const& generator) {
    return "<async_generator object " + std::string(generator.name()) + ">";
}

// Closes what the loop's generators have left open, all at once, as asyncio.run does at its end
// (loop.shutdown_asyncgens).
Library<> shutdown_asyncgens(EventLoop& loop);

} // namespace aio
