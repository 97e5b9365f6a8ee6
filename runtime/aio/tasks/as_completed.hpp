// asyncio.as_completed (asyncio/tasks.py, 3.11): results in the order in which they come, each awaited in its
// turn. Coroutines become tasks when the iteration begins, not at the call (see Rules for 3.13).
//
//     for (auto next : as_completed(std::move(coroutines)))
//         print(co_await next);
//
// Or the tasks themselves, once they are done (3.13): those it was given, and those it made of coroutines.
//
//     auto completed = as_completed(tasks);                       // async for task in as_completed(tasks):
//     for (auto task = co_await next_of(completed); task; task = co_await next_of(completed))
//         print(*task == tasks[0], task->result());
//
// An iteration that is left can be gone on with by another one. After `timeout` seconds every await of what
// is still to come raises TimeoutError; nothing is cancelled.
#pragma once
#include "aio/base/version_rules.hpp"
#include "aio/coro/detail/library_coro.hpp"
#include "aio/python/stop_iteration.hpp"
#include "aio/tasks/gather.hpp"
#include "aio/tasks/wait.hpp"

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
    // How its callbacks are called: as_completed is a generator up to 3.12, and an iterator of either kind
    // since.
    enum class As { generator, iterator };

    static void begin(std::shared_ptr<Completions> const& self, std::vector<Ref<FutureBase>> futures,
                      std::optional<double> timeout, As as);
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

// What is iterated over, whoever does.
template <typename F>
struct Completing {
    std::vector<F> futures;
    std::size_t left = 0; // to be given
    Completions::As as = Completions::As::generator;
    std::shared_ptr<Completions> const completions = std::make_shared<Completions>();

    F const& member(Ref<FutureBase> const& done) const { // TimeoutError if there is none
        if (!done) throw TimeoutError();
        return *std::find_if(futures.begin(), futures.end(),
                             [&](F const& future) { return future.base() == done; });
    }
};

template <typename F>
Library<ResultOf<F>> wait_for_one(std::shared_ptr<Completing<F>> completing) {
    Ref<FutureBase> const done = co_await Completions::next(completing->completions);
    co_return completing->member(done).result();
}

template <typename F>
Library<F> next_member(std::shared_ptr<Completing<F>> completing) {
    if (completing->left == 0) throw StopAsyncIteration();
    --completing->left;
    Ref<FutureBase> const done = co_await Completions::next(completing->completions);
    co_return completing->member(done);
}

} // namespace detail

// What `for` gives is a coroutine that is awaited or made a task; what `async for` gives is a done task.
template <typename Awaitable>
class [[nodiscard]] AsCompleted {
  public:
    using Member = detail::MemberOf<Awaitable>;

    AsCompleted(std::vector<Awaitable> awaitables, std::optional<double> timeout)
        : awaitables_(std::move(awaitables)), timeout_(timeout) {
        if (execution.rules.as_completed_begins_at_call) begin_with(As::iterator);
    }

    class Iterator {
      public:
        explicit Iterator(std::shared_ptr<detail::Completing<Member>> completing)
            : completing_(std::move(completing)) {
            take();
        }
        auto operator*() const {
            return detail::wait_for_one(completing_)
                .named("as_completed")
                .called(completing_->as == As::iterator ? "_AsCompletedIterator._wait_for_one"
                                                        : "as_completed.<locals>._wait_for_one");
        }
        Iterator& operator++() {
            take();
            return *this;
        }
        bool operator==(std::default_sentinel_t) const { return !has_one_; }

      private:
        void take() {
            has_one_ = completing_->left > 0;
            if (has_one_) --completing_->left;
        }

        std::shared_ptr<detail::Completing<Member>> completing_;
        bool has_one_ = false;
    };

    // Takes the first one at once, as `for` does, and each further one when it is asked for.
    Iterator begin() {
        begin_with(As::generator);
        return Iterator(completing_);
    }
    std::default_sentinel_t end() const { return {}; }

    // For async_for.hpp.
    Library<Member> anext() {
        begin_with(As::iterator);
        return detail::next_member(completing_)
            .named("as_completed")
            .called("_AsCompletedIterator.__anext__");
    }

  private:
    using As = detail::Completions::As;

    void begin_with(As as) {
        if (completing_) return;
        std::vector<Member> members;
        members.reserve(awaitables_.size());
        for (auto& awaitable : awaitables_) members.push_back(ensure_future(std::move(awaitable)));
        completing_ = std::make_shared<detail::Completing<Member>>();
        completing_->futures = detail::as_set(members);
        completing_->left = completing_->futures.size();
        completing_->as = as;
        std::vector<Ref<FutureBase>> bases;
        for (auto const& future : completing_->futures) bases.push_back(future.base());
        detail::Completions::begin(completing_->completions, std::move(bases), timeout_, as);
    }

    std::vector<Awaitable> awaitables_;
    std::optional<double> timeout_;
    std::shared_ptr<detail::Completing<Member>> completing_; // null before it has begun
};

template <typename Awaitable>
AsCompleted<Awaitable> as_completed(std::vector<Awaitable> awaitables, std::optional<double> timeout = {}) {
    return {std::move(awaitables), timeout};
}

} // namespace aio
