// contextlib.asynccontextmanager: an asynchronous context manager of an asynchronous generator that yields
// once. Entering runs it to its co_yield, leaving lets it go on or raises the block's exception there.
//
//     AsyncGenerator<Session> open_session(std::string user) {
//         Session session = co_await connect(user);
//         std::exception_ptr error;
//         try {
//             co_yield session;
//         } catch (...) {
//             error = std::current_exception();
//         }
//         co_await session.close();
//         if (error) std::rethrow_exception(error);
//     }
//
//     co_await async_with(asynccontextmanager(open_session("ann")), [&](Session& session) -> Block<> { ...
//     });
#pragma once
#include "aio/coro/detail/library_coro.hpp"
#include "aio/protocols/async_generator.hpp"

#include <exception>
#include <optional>
#include <utility>

namespace aio {

namespace detail {

// What athrow() raised when the block ended with `error`: rethrown unless it says that `error` shall go on.
bool swallows(std::exception_ptr const& error, std::exception_ptr const& raised);

template <typename T>
Library<T> enter_generator(AsyncGenerator<T> generator) {
    std::optional<T> item = co_await generator.next();
    if (!item) throw RuntimeError("generator didn't yield");
    co_return std::move(*item);
}

template <typename T>
Library<bool> leave_generator(AsyncGenerator<T> generator, std::exception_ptr error) {
    if (!error) {
        std::optional<T> const item = co_await generator.next();
        if (!item) co_return false;
        if (execution.rules.manager_closes_what_did_not_stop) co_await generator.aclose();
        throw RuntimeError("generator didn't stop");
    }
    std::exception_ptr raised;
    try {
        co_await generator.athrow(error);
    } catch (...) {
        raised = std::current_exception();
    }
    if (raised) co_return swallows(error, raised);
    if (execution.rules.manager_closes_what_did_not_stop) co_await generator.aclose();
    throw RuntimeError("generator didn't stop after athrow()");
}

} // namespace detail

template <typename T>
class AsyncGeneratorContextManager {
  public:
    explicit AsyncGeneratorContextManager(AsyncGenerator<T> generator) : generator_(std::move(generator)) {}

    // What the generator yields. RuntimeError "generator didn't yield" if it ends instead.
    Library<T> aenter() const {
        return detail::enter_generator(generator_).named("_asyncgeneratorcontextmanager.__aenter__");
    }
    // True if the generator swallowed the exception. RuntimeError "generator didn't stop" if it yields again.
    Library<bool> aexit(std::exception_ptr error) const {
        return detail::leave_generator(generator_, std::move(error))
            .named("_asyncgeneratorcontextmanager.__aexit__");
    }

  private:
    AsyncGenerator<T> generator_;
};

template <typename T>
AsyncGeneratorContextManager<T> asynccontextmanager(AsyncGenerator<T> generator) {
    return AsyncGeneratorContextManager<T>(std::move(generator));
}

// contextlib.aclosing: gives the thing itself, and awaits its aclose() at the end of the block.
template <typename Thing>
class aclosing {
  public:
    explicit aclosing(Thing thing) : thing_(std::move(thing)) {}

    Library<Thing> aenter() const { return enter(thing_).called("aclosing.__aenter__"); }
    Library<> aexit(std::exception_ptr) const { return leave(thing_).named("aclosing.__aexit__"); }

  private:
    static Library<Thing> enter(Thing thing) { co_return thing; }
    static Library<> leave(Thing thing) {
        auto closing = thing.aclose();
        co_await closing;
    }

    Thing thing_;
};

} // namespace aio
