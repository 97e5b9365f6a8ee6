#include "tools/fuzz/awaitable.hpp"

namespace fuzz {

AnyFuture Awaitable::into_future(std::string name) && {
    if (auto* const coroutine = std::get_if<aio::Coro<Object>>(&held_))
        return AnyFuture(aio::create_task(std::move(*coroutine), std::move(name)));
    if (auto* const library = std::get_if<aio::Library<Object>>(&held_))
        return AnyFuture(aio::Task<Object>(aio::make_ref<aio::TaskState<Object>>(
            aio::get_running_loop(), std::move(*library), std::move(name))));
    return std::get<AnyFuture>(held_);
}

AnyFuture Awaitable::into_child_of_gather() && {
    bool const is_made = !std::holds_alternative<AnyFuture>(held_);
    auto child = std::move(*this).into_future();
    if (is_made) static_cast<aio::TaskBase&>(*child.base()).do_not_log_destroy();
    return child;
}

bool Awaitable::Awaiter::await_ready() const {
    if (auto const* const coroutine = std::get_if<aio::Coro<Object>>(&awaited.held_))
        return coroutine->operator co_await().await_ready();
    if (auto const* const library = std::get_if<aio::Library<Object>>(&awaited.held_))
        return library->operator co_await().await_ready();
    return std::get<AnyFuture>(awaited.held_).done();
}

void Awaitable::Awaiter::await_suspend(std::coroutine_handle<> self) const {
    if (auto const* const coroutine = std::get_if<aio::Coro<Object>>(&awaited.held_))
        return coroutine->operator co_await().await_suspend(self);
    if (auto const* const library = std::get_if<aio::Library<Object>>(&awaited.held_))
        return library->operator co_await().await_suspend(self);
    aio::FutureAwaiter{*std::get<AnyFuture>(awaited.held_).base()}.await_suspend(self);
}

Object Awaitable::Awaiter::await_resume() const {
    if (auto const* const coroutine = std::get_if<aio::Coro<Object>>(&awaited.held_))
        return coroutine->operator co_await().await_resume();
    if (auto const* const library = std::get_if<aio::Library<Object>>(&awaited.held_))
        return library->operator co_await().await_resume();
    auto const& future = std::get<AnyFuture>(awaited.held_);
    aio::FutureAwaiter{*future.base()}.finish();
    return future.value();
}

} // namespace fuzz
