// asyncio.wait and wait_for (asyncio/tasks.py).
#pragma once
#include "aio/base/finally.hpp"
#include "aio/coro/detail/library_coro.hpp"
#include "aio/loop/task.hpp"
#include "aio/tasks/gather.hpp"
#include "aio/tasks/timeout.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace aio {

enum class ReturnWhen : std::uint8_t { all_completed, first_completed, first_exception };
inline constexpr auto ALL_COMPLETED = ReturnWhen::all_completed;
inline constexpr auto FIRST_COMPLETED = ReturnWhen::first_completed;
inline constexpr auto FIRST_EXCEPTION = ReturnWhen::first_exception;

struct WaitOptions {
    std::optional<double> timeout; // seconds
    ReturnWhen return_when = ALL_COMPLETED;
};

namespace detail {

using Waiter = Ref<FutureState<void>>;

Waiter make_waiter(char const* purpose);
// A function that completes the waiter unless it is done.
std::function<void()> release_waiter(Waiter waiter);

// Waits until enough of `futures` are done; ValueError if there are none.
Library<> wait_until(std::vector<Ref<FutureBase>> futures, WaitOptions options);

// Cancels it and waits until it is done.
Library<> cancel_and_wait(Ref<FutureBase> future, char const* purpose);

// Each future once, in the order given.
template <typename F>
std::vector<F> as_set(std::vector<F> const& futures) {
    std::vector<F> set;
    for (auto const& future : futures) {
        auto const same = [&](F const& known) { return known.base() == future.base(); };
        if (std::none_of(set.begin(), set.end(), same)) set.push_back(future);
    }
    return set;
}

template <typename F>
Library<std::pair<std::vector<F>, std::vector<F>>> wait_for_some(std::vector<F> given, WaitOptions options) {
    std::vector<F> const futures = as_set(given);
    std::vector<Ref<FutureBase>> bases;
    bases.reserve(futures.size());
    for (auto const& future : futures) bases.push_back(future.base());
    co_await wait_until(std::move(bases), options);
    std::pair<std::vector<F>, std::vector<F>> sets;
    for (auto const& future : futures) (future.done() ? sets.first : sets.second).push_back(future);
    co_return sets;
}

// The result of what was cancelled because its time was over; a result that came all the same counts.
template <typename F>
ResultOf<F> result_or_timeout(F const& future) {
    try {
        return future.result();
    } catch (CancelledError const&) {
    }
    throw TimeoutError();
}

template <typename Awaitable>
Library<ResultOf<MemberOf<Awaitable>>> wait_no_time(Awaitable awaitable) {
    auto const future = ensure_future(std::move(awaitable));
    if (future.done()) co_return future.result();
    co_await cancel_and_wait(future.base(), "wait_for");
    co_return result_or_timeout(future);
}

// As since 3.12.
template <typename Awaitable>
Library<ResultOf<MemberOf<Awaitable>>> wait_in_timeout_block(Awaitable awaitable,
                                                             std::optional<double> timeout) {
    Timeout limit = aio::timeout(timeout);
    std::exception_ptr error;
    try {
        if constexpr (std::is_void_v<ResultOf<MemberOf<Awaitable>>>) {
            co_await awaitable;
            limit.exit();
            co_return;
        } else {
            auto result = co_await awaitable;
            limit.exit();
            co_return result;
        }
    } catch (...) {
        error = std::current_exception();
    }
    limit.exit(error);
    std::rethrow_exception(error); // not reached
}

// As up to 3.11.
template <typename Awaitable>
Library<ResultOf<MemberOf<Awaitable>>> wait_for_task(Awaitable awaitable, double timeout) {
    Waiter const waiter = make_waiter("wait_for");
    auto const timer = get_running_loop().call_later(timeout, release_waiter(waiter), "_release_waiter");
    Finally const finally([timer = timer.get()] { timer->cancel(); });
    auto const future = ensure_future(std::move(awaitable));
    auto const callback = future.base()->add_done_callback(
        [release = release_waiter(waiter)](FutureBase&) { release(); }, "_release_waiter");
    std::exception_ptr cancelled;
    try {
        co_await Future<void>(waiter);
    } catch (CancelledError const&) {
        cancelled = std::current_exception();
    }
    if (future.done()) co_return future.result();
    future.base()->remove_callback(*callback);
    co_await cancel_and_wait(future.base(), "wait_for");
    if (cancelled) std::rethrow_exception(cancelled);
    co_return result_or_timeout(future);
}

template <typename Awaitable>
Library<ResultOf<MemberOf<Awaitable>>> wait_without_timeout(Awaitable awaitable) {
    co_return co_await awaitable;
}

} // namespace detail

// Gives (done, pending). Nothing is cancelled, and a timeout raises nothing.
template <typename F>
auto wait(std::vector<F> futures, WaitOptions options = {}) {
    return detail::wait_for_some(std::move(futures), options).named("wait");
}

// The awaitable's result; TimeoutError after `timeout` seconds, but not before what was cancelled has ended.
// If the waiting is cancelled, so is the awaitable.
template <typename Awaitable>
auto wait_for(Awaitable awaitable, double timeout) {
    if (timeout <= 0) return detail::wait_no_time(std::move(awaitable)).named("wait_for");
    if (execution.rules.wait_for_is_timeout_block)
        return detail::wait_in_timeout_block(std::move(awaitable), timeout).named("wait_for");
    return detail::wait_for_task(std::move(awaitable), timeout).named("wait_for");
}
template <typename Awaitable>
auto wait_for(Awaitable awaitable, None) {
    if (execution.rules.wait_for_is_timeout_block)
        return detail::wait_in_timeout_block(std::move(awaitable), std::nullopt).named("wait_for");
    return detail::wait_without_timeout(std::move(awaitable)).named("wait_for");
}

} // namespace aio
