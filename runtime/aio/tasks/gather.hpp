// asyncio.gather: wraps coroutines in tasks at the call, in argument order, and gives their results in that
// order. The first exception ends it at once and the others run on. Cancelling it cancels every unfinished
// child, and it ends only when all of them have.
#pragma once
#include "aio/base/detail/counted.hpp"
#include "aio/coro/detail/library_coro.hpp"
#include "aio/loop/policy.hpp"
#include "aio/loop/task.hpp"

#include <functional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace aio {

// With gather(return_exceptions, ...) exceptions become results.
struct ReturnExceptions {};
inline constexpr ReturnExceptions return_exceptions{};

template <typename T>
using Outcome = std::variant<Stored<T>, std::exception_ptr>;

namespace detail {

// In Python the results are a list, whatever their types.
template <typename T>
std::string list_repr(std::vector<T> const& results) {
    return repr(results);
}
template <typename... T>
std::string list_repr(std::tuple<T...> const& results) {
    return "[" + join_repr(results, std::index_sequence_for<T...>{}) + "]";
}

} // namespace detail

// What the children's callbacks count in; made before the gather future is.
class Gathering;

// The future of a gather, whatever its result.
class GatherBase : public FutureBase {
  public:
    bool cancel(std::string const& message = {}) override;
    std::string await_words() const override;

  protected:
    GatherBase(EventLoop& loop, std::vector<Ref<FutureBase>> children)
        : FutureBase(loop, "gather"), children_(std::move(children)) {}
    ~GatherBase() override { report_unretrieved("_GatheringFuture"); }

  private:
    friend class Gathering;
    virtual void collect() = 0; // takes the children's results and finishes

    std::vector<Ref<FutureBase>> children_; // in argument order
    bool cancel_requested_ = false;
};

class Gathering : public detail::Counted<Gathering> {
  public:
    explicit Gathering(bool exceptions_are_results) : return_exceptions_(exceptions_are_results) {}

    // The same child counts once. ValueError if it is of another loop than the first.
    void add(Ref<FutureBase> const& child);
    EventLoop& loop() const;           // the children's; without any get_event_loop()
    void outer(Ref<GatherBase> outer); // without children it is done at once
    ObjectId outer_id() const { return outer_ ? outer_->id() : ObjectId{}; }
    std::vector<Ref<FutureBase>> const& children() const { return children_; }
    void child_done(FutureBase& child);
    // gather-returns-in-finishing-order: which child's result stands in the n-th place.
    std::size_t result_at(std::size_t place) const;

  private:
    void cancel_siblings(); // gather-cancels-siblings

    Ref<GatherBase> outer_; // a cycle through the children's callbacks until they are done
    std::vector<Ref<FutureBase>> children_;
    std::vector<Ref<FutureBase>> done_already_;      // they count once there is an outer future
    std::vector<FutureBase const*> finishing_order_; // only where it is believed to count
    std::size_t expected_ = 0;
    std::size_t finished_ = 0;
    bool return_exceptions_;
};

template <typename R>
class GatherState final : public GatherBase {
  public:
    GatherState(EventLoop& loop, std::vector<Ref<FutureBase>> children, std::function<R()> collect)
        : GatherBase(loop, std::move(children)), collect_(std::move(collect)) {}
    R& value() { return *value_; }

  private:
    void collect() override {
        value_.emplace(collect_());
        finish();
    }
    std::string result_repr() const override { return detail::list_repr(*value_); }

    std::function<R()> collect_;
    std::optional<R> value_;
};

// A program's reference to a gather.
template <typename R>
class Gather {
  public:
    using Result = R;

    explicit Gather(Ref<GatherState<R>> state) : state_(std::move(state)) {}

    ObjectId id() const { return state_->id(); }
    bool done() const { return state_->done(); }
    bool cancelled() const { return state_->cancelled(); }
    bool cancel(std::string const& message = {}) const { return state_->cancel(message); }
    R result() const {
        state_->check_result();
        return aio::take_result<R>(state_->value());
    }
    GatherState<R>& state() const { return *state_; }
    Ref<FutureBase> base() const { return state_; }

    auto operator co_await() const { return ResultAwaiter<GatherState<R>, R>{{*state_}, state_}; }

  private:
    Ref<GatherState<R>> state_;
};

template <typename R>
std::string repr(Gather<R> const& gather) {
    return to_string(gather.id());
}

namespace detail {

template <typename A>
decltype(auto) awaiter_of(A& awaitable) {
    if constexpr (requires { awaitable.operator co_await(); })
        return awaitable.operator co_await();
    else
        return static_cast<A&>(awaitable);
}
template <typename A>
using AwaitedResult = decltype(awaiter_of(std::declval<A&>()).await_resume());

template <typename A>
concept HasAwaiter = requires(A& awaitable) {
    awaiter_of(awaitable).await_ready();
};
template <typename A>
concept NamesResult = requires {
    typename A::Result;
};

template <typename A>
Library<AwaitedResult<A>> wrap_awaitable(A awaitable) {
    co_return co_await awaitable;
}

} // namespace detail

// What can be awaited and is none of this library's coroutines, futures and operations: they name their
// Result.
template <typename A>
concept PlainAwaitable = detail::HasAwaiter<A> && !detail::NamesResult<A>;

// Coroutines become tasks of get_event_loop(), which need not run; what is a future already stays what it
// is; anything else that can be awaited is awaited by a task.
template <typename T>
Task<T> ensure_future(Coro<T>&& coroutine) {
    return get_event_loop().create_task(std::move(coroutine));
}
template <typename T>
Task<T> ensure_future(Library<T>&& coroutine) {
    return Task<T>(make_ref<TaskState<T>>(get_event_loop(), std::move(coroutine), std::string()));
}
template <PlainAwaitable A>
auto ensure_future(A awaitable) {
    return ensure_future(detail::wrap_awaitable(std::move(awaitable)).called("_wrap_awaitable"));
}
template <typename T>
Task<T> ensure_future(Task<T> task) {
    return task;
}
template <typename T>
Future<T> ensure_future(Future<T> future) {
    return future;
}
template <typename R>
Gather<R> ensure_future(Gather<R> gather) {
    return gather;
}

namespace detail {

template <typename F>
using ResultOf = typename std::decay_t<F>::Result;
// What ensure_future makes of an awaitable.
template <typename Awaitable>
using MemberOf = decltype(ensure_future(std::declval<Awaitable&&>()));

template <bool exceptions, typename T>
using Entry = std::conditional_t<exceptions, Outcome<T>, Stored<T>>;

template <bool exceptions, typename Future>
auto entry(Future const& future) -> Entry<exceptions, ResultOf<Future>> {
    if constexpr (exceptions) {
        if (future.cancelled()) return future.base()->cancellation_as_result();
        if (auto error = future.base()->exception()) return error;
    }
    if constexpr (std::is_void_v<ResultOf<Future>>)
        return None{};
    else
        return future.result();
}

template <bool exceptions, typename T, typename Member>
auto gather_list(std::vector<Member> members, Ref<Gathering> const& gathering) {
    using R = std::vector<Entry<exceptions, T>>;
    // It is the gathering that calls it.
    auto collect = [members = std::move(members), from = gathering.get()] {
        R results;
        results.reserve(members.size());
        for (std::size_t place = 0; place < members.size(); ++place)
            results.push_back(entry<exceptions>(members[from->result_at(place)]));
        return results;
    };
    Gather<R> gather(make_ref<GatherState<R>>(gathering->loop(), gathering->children(), std::move(collect)));
    gathering->outer(Ref<GatherBase>(&gather.state()));
    return gather;
}

template <bool exceptions, typename... Futures>
auto gather_tuple(std::tuple<Futures...> members, Ref<Gathering> const& gathering) {
    using R = std::tuple<Entry<exceptions, ResultOf<Futures>>...>;
    auto collect = [members = std::move(members)] {
        return std::apply([](auto const&... member) { return R{entry<exceptions>(member)...}; }, members);
    };
    Gather<R> gather(make_ref<GatherState<R>>(gathering->loop(), gathering->children(), std::move(collect)));
    gathering->outer(Ref<GatherBase>(&gather.state()));
    return gather;
}

// What gather waits for: a task is made where it is given none.
template <typename Awaitable>
auto child_of_gather(Awaitable&& awaitable) {
    auto future = ensure_future(std::forward<Awaitable>(awaitable));
    if constexpr (!std::is_same_v<std::decay_t<Awaitable>, decltype(future)>)
        future.state().do_not_log_destroy();
    return future;
}

template <bool exceptions, typename First, typename... Rest>
auto gather_all(First&& first, Rest&&... rest) {
    auto const gathering = make_ref<Gathering>(exceptions);
    auto join = [&](auto&& awaitable) {
        auto future = child_of_gather(std::forward<decltype(awaitable)>(awaitable));
        gathering->add(future.base());
        return future;
    };
    // Braces keep the arguments' order, which is the order of the tasks.
    std::tuple members{join(std::forward<First>(first)), join(std::forward<Rest>(rest))...};
    using Member = std::tuple_element_t<0, decltype(members)>;
    constexpr bool same =
        std::is_same_v<decltype(members), std::tuple<Member, std::conditional_t<true, Member, Rest>...>>;
    if constexpr (same) {
        auto list = std::apply([](auto... member) { return std::vector<Member>{member...}; }, members);
        return gather_list<exceptions, ResultOf<Member>>(std::move(list), gathering);
    } else {
        return gather_tuple<exceptions>(std::move(members), gathering);
    }
}

template <bool exceptions, typename Awaitable>
auto gather_vector(std::vector<Awaitable> awaitables) {
    auto const gathering = make_ref<Gathering>(exceptions);
    using Member = MemberOf<Awaitable>;
    std::vector<Member> members;
    for (auto& awaitable : awaitables) {
        members.push_back(child_of_gather(std::move(awaitable)));
        gathering->add(members.back().base());
    }
    return gather_list<exceptions, ResultOf<Member>>(std::move(members), gathering);
}

} // namespace detail

// Results of one type come as a list, of several types as a tuple.
template <typename... Awaitables>
requires(sizeof...(Awaitables) > 0) auto gather(Awaitables&&... awaitables) {
    return detail::gather_all<false>(std::forward<Awaitables>(awaitables)...);
}

template <typename... Awaitables>
requires(sizeof...(Awaitables) > 0) auto gather(ReturnExceptions, Awaitables&&... awaitables) {
    return detail::gather_all<true>(std::forward<Awaitables>(awaitables)...);
}

// gather(): done at once, with an empty list.
inline auto gather() { return detail::gather_vector<false>(std::vector<Coro<>>()); }

// gather(*coroutines)
template <typename Awaitable>
auto gather(std::vector<Awaitable> awaitables) {
    return detail::gather_vector<false>(std::move(awaitables));
}

template <typename Awaitable>
auto gather(ReturnExceptions, std::vector<Awaitable> awaitables) {
    return detail::gather_vector<true>(std::move(awaitables));
}

} // namespace aio
