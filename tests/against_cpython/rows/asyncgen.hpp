// What the tests of asynchronous generators ask of them.
#pragma once
#include "aio/protocols/generator.hpp"
#include "outcome.hpp"
#include "program.hpp"

#include <exception>
#include <string>
#include <utility>
#include <vector>

using namespace aio;
using Lines = std::vector<std::string>;

inline Generator<> one_yield(std::string signal = "pause") { co_yield signal; }

inline AsyncGenerator<int> one_two() {
    co_yield 1;
    co_yield 2;
}

// asend() or athrow() as a coroutine, to be driven by hand.
template <typename T>
Coro<T> by_hand(AsyncGenerator<T> generator, Object value = {}) {
    co_return co_await generator.asend(value);
}
template <typename T>
Coro<std::string> throwing_by_hand(AsyncGenerator<T> generator, std::exception_ptr error) {
    co_return repr(co_await generator.athrow(error));
}

// Every item in order, then "end" or what is raised.
template <typename Iterable>
Coro<Lines> items_of(Iterable iterable) {
    Lines items;
    std::exception_ptr error;
    auto&& iterator = aiter(iterable);
    try {
        for (;;) {
            auto const item = co_await next_of(iterator);
            if (!item) break;
            items.push_back(repr(*item));
        }
    } catch (...) {
        error = std::current_exception();
    }
    items.push_back(error ? repr(error) : "end");
    co_return items;
}

template <typename Iterable>
Lines items_in_loop(Iterable iterable) {
    Lines items;
    in_loop([&]() -> Coro<> { items = co_await items_of(std::move(iterable)); });
    return items;
}

inline std::string const ended = "StopAsyncIteration()";
