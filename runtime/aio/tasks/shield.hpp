// asyncio.shield (asyncio/tasks.py): cancelling the waiter does not cancel the work.
#pragma once
#include "aio/loop/task.hpp"
#include "aio/tasks/gather.hpp"

#include <functional>
#include <string>
#include <type_traits>
#include <utility>

namespace aio {

namespace detail {

// Links a new future to `inner` as shield does; `copy_result` moves the result over.
void link_shield(Ref<FutureBase> const& inner, Ref<FutureBase> const& outer,
                 std::function<void()> copy_result);

} // namespace detail

// What shield gives: a future of its own, or the inner one itself if that was done already.
template <typename Inner>
class Shield {
  public:
    using Result = typename Inner::Result;

    explicit Shield(Inner inner) : inner_(std::move(inner)) {
        if (inner_.base()->done()) return;
        outer_ = make_ref<FutureState<Result>>(inner_.base()->loop(), "shield");
        auto const copy_result = [done = inner_, outer = outer_.get()] {
            if constexpr (std::is_void_v<Result>)
                outer->set_result({});
            else
                outer->set_result(done.result());
        };
        detail::link_shield(inner_.base(), outer_, copy_result);
    }

    ObjectId id() const { return base()->id(); }
    bool done() const { return base()->done(); }
    bool cancelled() const { return base()->cancelled(); }
    bool cancel(std::string const& message = {}) const { return base()->cancel(message); }
    std::exception_ptr exception() const { return base()->exception(); }
    Result result() const {
        if (!outer_) return inner_.result();
        outer_->check_result();
        return take_result<Result>(outer_->value());
    }
    Inner const& inner() const { return inner_; }
    Ref<FutureBase> base() const { return outer_ ? Ref<FutureBase>(outer_) : inner_.base(); }

    auto operator co_await() const {
        struct Awaiter : FutureAwaiter {
            Shield shield;
            Result await_resume() const {
                finish();
                return shield.result();
            }
        };
        return Awaiter{{*base()}, *this};
    }

  private:
    Inner inner_;
    Ref<FutureState<Result>> outer_;
};

template <typename Inner>
std::string repr(Shield<Inner> const& shield) {
    return to_string(shield.id());
}

template <typename Inner>
Shield<Inner> ensure_future(Shield<Inner> shield) {
    return shield;
}

// A coroutine becomes a task. Keep a reference to what is shielded: the loop does not.
template <typename Awaitable>
auto shield(Awaitable&& awaitable) {
    auto inner = ensure_future(std::forward<Awaitable>(awaitable));
    return Shield<decltype(inner)>(std::move(inner));
}

} // namespace aio
