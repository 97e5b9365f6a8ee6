#include "aio/tasks/wait.hpp"

#include <memory>

namespace aio::detail {

Waiter make_waiter(char const* purpose) { return make_ref<FutureState<void>>(get_running_loop(), purpose); }

std::function<void()> release_waiter(Waiter waiter) {
    return [waiter = std::move(waiter)] {
        if (!waiter->done()) waiter->set_result({});
    };
}

Library<> wait_until(std::vector<Ref<FutureBase>> futures, WaitOptions options) {
    if (futures.empty()) throw ValueError("Set of Tasks/Futures is empty.");
    Waiter const waiter = make_waiter("wait");
    Ref<FunctionHandle<TimerHandle>> timer;
    if (options.timeout)
        timer = get_running_loop().call_later(*options.timeout, release_waiter(waiter), "_release_waiter");

    // Callbacks that are queued already run after this coroutine has gone on: they own what they count in.
    auto const counter = std::make_shared<std::size_t>(futures.size());
    auto const on_completion = [=](FutureBase& future) {
        --*counter;
        bool const enough =
            *counter == 0 || options.return_when == FIRST_COMPLETED ||
            (options.return_when == FIRST_EXCEPTION && !future.cancelled() && future.exception());
        if (!enough) return;
        if (timer) timer->cancel();
        if (!waiter->done()) waiter->set_result({});
    };
    std::vector<Ref<Handle>> callbacks;
    callbacks.reserve(futures.size());
    for (auto const& future : futures)
        callbacks.push_back(future->add_done_callback(on_completion, "_wait.<locals>._on_completion"));
    Finally const finally([&] {
        if (timer) timer->cancel();
        for (std::size_t i = 0; i < futures.size(); ++i) futures[i]->remove_callback(*callbacks[i]);
    });
    co_await Future<void>(waiter);
}

Library<> cancel_and_wait(Ref<FutureBase> future, char const* purpose) {
    Waiter const waiter = make_waiter(purpose);
    auto const release = release_waiter(waiter);
    auto const callback = future->add_done_callback([release](FutureBase&) { release(); }, "_release_waiter");
    Finally const finally([&] { future->remove_callback(*callback); });
    future->cancel();
    co_await Future<void>(waiter);
}

} // namespace aio::detail
