// `async for` over any asynchronous iterator, that is any object whose anext() gives something to await and
// throws StopAsyncIteration at the end; and what Python builds on it.
//
//     struct Ticker {
//         Coro<int> anext();
//     };
//     auto it = aiter(ticker);                            // async for n in ticker:
//     for (auto n = co_await next_of(it); n; n = co_await next_of(it))
//         print(*n);
//
//     auto squares = co_await collect(numbers(4), [](int n) { return n * n; });
//                                                         // [n * n async for n in numbers(4)]
#pragma once
#include "aio/coro/coro.hpp"
#include "aio/coro/detail/library_coro.hpp"
#include "aio/protocols/async_generator.hpp"
#include "aio/python/stop_iteration.hpp"

#include <functional>
#include <optional>
#include <type_traits>
#include <utility>
#include <vector>

namespace aio {

// What is iterated over: object.aiter(), or the object itself if it has only anext().
template <typename Iterable>
decltype(auto) aiter(Iterable&& iterable) {
    if constexpr (requires { iterable.aiter(); })
        return iterable.aiter();
    else
        return std::forward<Iterable>(iterable);
}

template <typename Iterator>
using ItemOf = typename decltype(std::declval<Iterator&>().anext())::Result;

// anext(iterator): the next item, awaited; StopAsyncIteration at the end.
template <typename Iterator>
auto anext(Iterator&& iterator) {
    return iterator.anext();
}

namespace detail {

template <typename Iterator>
Library<std::optional<ItemOf<Iterator>>> next_or_nothing(Iterator& iterator) {
    auto item = iterator.anext();
    try {
        co_return co_await item;
    } catch (StopAsyncIteration const&) {
    }
    co_return std::nullopt;
}

template <typename T>
Library<std::optional<T>> next_or_nothing(AsyncGenerator<T>& generator) {
    return generator.next();
}

template <typename Awaitable, typename T>
Library<T> or_default(Awaitable item, T otherwise) {
    try {
        co_return co_await item;
    } catch (StopAsyncIteration const&) {
    }
    co_return otherwise;
}

} // namespace detail

// anext(iterator, otherwise): the next item, or at the end `otherwise`.
template <typename Iterator>
auto anext(Iterator&& iterator, ItemOf<std::remove_reference_t<Iterator>> otherwise) {
    return detail::or_default(iterator.anext(), std::move(otherwise));
}

// One turn of `async for`: the next item, nothing at the end. The iterator must stay where it is meanwhile.
template <typename Iterator>
auto next_of(Iterator& iterator) {
    return detail::next_or_nothing(iterator);
}

// [change(item) async for item in iterable if wanted(item)]
template <typename Iterable, typename Change = std::identity, typename Wanted = std::nullptr_t>
auto collect(Iterable iterable, Change change = {}, Wanted wanted = {}) {
    using Item = ItemOf<std::remove_reference_t<decltype(aiter(iterable))>>;
    using Changed = std::decay_t<std::invoke_result_t<Change&, Item>>;
    return [](Iterable items, Change each, Wanted only) -> Library<std::vector<Changed>> {
        auto&& iterator = aiter(items);
        std::vector<Changed> list;
        for (auto item = co_await next_of(iterator); item; item = co_await next_of(iterator)) {
            if constexpr (!std::is_null_pointer_v<Wanted>)
                if (!only(std::as_const(*item))) continue;
            list.push_back(each(std::move(*item)));
        }
        co_return list;
    }(std::move(iterable), std::move(change), std::move(wanted));
}

} // namespace aio
