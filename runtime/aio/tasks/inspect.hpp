// What Python's inspect and asyncio ask of an object: may it be awaited, and how far has it got?
#pragma once
#include "aio/coro/coro.hpp"
#include "aio/loop/future.hpp"

#include <concepts>
#include <type_traits>

namespace aio {

// inspect.isawaitable: may it stand behind co_await? Objects may, and then raise a TypeError.
template <typename T>
constexpr bool isawaitable(T const&) {
    if constexpr (std::same_as<T, Object> || !std::is_class_v<T>)
        return false; // operators are for classes: clang does not even look for another one
    else if constexpr (requires { typename T::OnlyDelegatedTo; })
        return false; // a plain generator: `yield from` is written like an await
    else
        return requires(T & value) { value.operator co_await(); }
    || requires(T & value) { operator co_await(value); }
    || requires(T & value) { value.await_ready(); };
}

// asyncio.isfuture: a future, a task, what gather or shield gives?
template <typename T>
constexpr bool isfuture(T const&) {
    return requires(T const& value) {
        { value.base() } -> std::convertible_to<Ref<FutureBase>>;
    };
}

template <typename T>
CoroutineState getcoroutinestate(Coro<T> const& coroutine) {
    return coroutine.state();
}
inline CoroutineState getcoroutinestate(CoroutineView const& coroutine) { return coroutine.state(); }

} // namespace aio
