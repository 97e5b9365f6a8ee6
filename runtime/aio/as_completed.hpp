// asyncio.as_completed (asyncio/tasks.py, 3.11): results in the order in which they come, each awaited in its
// turn. Coroutines become tasks when the iteration begins, not at the call.
//
//     for (auto next : as_completed(std::move(coroutines)))
//         print(co_await next);
//
// After `timeout` seconds every await of what is still to come raises TimeoutError; nothing is cancelled.
#pragma once
#include "aio/gather.hpp"
#include "aio/library.hpp"
#include "aio/wait.hpp"

#include <algorithm>
#include <cstddef>
#include <deque>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace aio {

namespace detail {

// What has come and who waits for it, whatever the results are.
class Completions {
  public:
    static void begin(std::shared_ptr<Completions> const& self, std::vector<Ref<FutureBase>> futures,
                      std::optional<double> timeout);
    // The next one that is done; null if the time was over before.
    static Library<Ref<FutureBase>> next(std::shared_ptr<Completions> self);

  private:
    struct Waited {
        Ref<FutureBase> future;
        Handle* callback; // the future's or the loop's: to own it would keep all of this alive
    };

    void came(FutureBase& future);
    void time_is_over();
    void put(Ref<FutureBase> future);
    void wake_next();

    std::vector<Waited> todo_;
    std::deque<Ref<FutureBase>> done_; // a null stands for one that came too late
    std::deque<Waiter> getters_;
    Ref<FunctionHandle<TimerHandle>> timer_;
};

template <typename F>
Library<ResultOf<F>> wait_for_one(std::shared_ptr<Completions> completions,
                                  std::shared_ptr<std::vector<F> const> futures) {
    Ref<FutureBase> const done = co_await Completions::next(std::move(completions));
    if (!done) throw TimeoutError();
    auto const same = [&](F const& future) { return future.base() == done; };
    co_return std::find_if(futures->begin(), futures->end(), same)->result();
}

} // namespace detail

// To be iterated over once. What it gives is a coroutine that is awaited or made a task.
template <typename Awaitable>
class [[nodiscard]] AsCompleted {
  public:
    using Member = decltype(ensure_future(std::declval<Awaitable&&>()));

    AsCompleted(std::vector<Awaitable> awaitables, std::optional<double> timeout)
        : awaitables_(std::move(awaitables)), timeout_(timeout) {}

    class Iterator {
      public:
        Iterator(AsCompleted& owner, std::size_t left) : owner_(&owner), left_(left) {}
        auto operator*() const {
            return detail::wait_for_one<Member>(owner_->completions_, owner_->futures_)
                .named("as_completed")
                .called("as_completed.<locals>._wait_for_one");
        }
        Iterator& operator++() {
            --left_;
            return *this;
        }
        bool operator==(std::default_sentinel_t) const { return left_ == 0; }

      private:
        AsCompleted* owner_;
        std::size_t left_;
    };

    Iterator begin() {
        std::vector<Member> members;
        for (auto& awaitable : awaitables_) members.push_back(ensure_future(std::move(awaitable)));
        futures_ = std::make_shared<std::vector<Member> const>(detail::as_set(members));
        std::vector<Ref<FutureBase>> bases;
        for (auto const& future : *futures_) bases.push_back(future.base());
        detail::Completions::begin(completions_, std::move(bases), timeout_);
        return {*this, futures_->size()};
    }
    std::default_sentinel_t end() const { return {}; }

  private:
    std::vector<Awaitable> awaitables_;
    std::optional<double> timeout_;
    std::shared_ptr<std::vector<Member> const> futures_;
    std::shared_ptr<detail::Completions> completions_ = std::make_shared<detail::Completions>();
};

template <typename Awaitable>
AsCompleted<Awaitable> as_completed(std::vector<Awaitable> awaitables, std::optional<double> timeout = {}) {
    return {std::move(awaitables), timeout};
}

} // namespace aio
