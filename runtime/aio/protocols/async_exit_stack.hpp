// contextlib.AsyncExitStack: context managers and callbacks that are left in the opposite order of entering,
// whatever their number.
//
//     AsyncExitStack stack;
//     co_await async_with(stack, [&]() -> Block<> {
//         for (auto const& name : names)
//             connections.push_back(co_await stack.enter_async_context(Connection(name)));
//     });
#pragma once
#include "aio/coro/detail/library_coro.hpp"
#include "aio/protocols/async_with.hpp"

#include <exception>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

namespace aio {

class AsyncExitStack {
  public:
    // What a block's exit is: gets the exception or null; true swallows it.
    using Exit = std::function<Library<bool>(std::exception_ptr)>;

    // Enters, and leaves with the stack. Gives what aenter() gives; a manager given as an rvalue lives in the
    // stack.
    template <typename Manager>
    auto enter_async_context(Manager&& manager) {
        auto held = std::make_shared<std::decay_t<Manager>>(std::forward<Manager>(manager));
        return enter(exits_, std::move(held)).named("asyncexitstack.enter_async_context");
    }
    void push_async_exit(Exit exit) { exits_->push_back(std::move(exit)); }
    // `callback` gives something to await.
    template <typename Callback>
    void push_async_callback(Callback callback) {
        exits_->push_back([callback = std::move(callback)](std::exception_ptr) { return awaited(callback); });
    }
    void callback(std::function<void()> callback) {
        exits_->push_back(
            [callback = std::move(callback)](std::exception_ptr) { return called_back(callback); });
    }
    // A new stack with all of them; this one leaves nothing any more.
    AsyncExitStack pop_all() {
        AsyncExitStack moved;
        std::swap(exits_, moved.exits_);
        return moved;
    }
    Library<> aclose() { return close(*this).named("asyncexitstack.aclose"); }

    Library<> aenter() { return nothing().called("AsyncExitStack.__aenter__"); }
    Library<bool> aexit(std::exception_ptr error) {
        return unwind(exits_, std::move(error)).named("asyncexitstack.__aexit__");
    }

  private:
    using Exits = std::shared_ptr<std::vector<Exit>>;

    template <typename Manager>
    static Library<typename decltype(std::declval<Manager&>().aenter())::Result>
    enter(Exits exits, std::shared_ptr<Manager> manager) {
        using Entered = typename decltype(manager->aenter())::Result;
        auto entering = manager->aenter();
        auto leaving = [manager](std::exception_ptr error) { return detail::leave(*manager, error); };
        if constexpr (std::is_void_v<Entered>) {
            co_await entering;
            exits->push_back(std::move(leaving));
        } else {
            Entered entered = co_await entering;
            exits->push_back(std::move(leaving));
            co_return entered;
        }
    }
    template <typename Callback>
    static Library<bool> awaited(Callback callback) {
        auto awaiting = callback();
        co_await awaiting;
        co_return false;
    }
    static Library<bool> called_back(std::function<void()> callback) {
        callback();
        co_return false;
    }
    static Library<> nothing() { co_return; }
    static Library<> close(AsyncExitStack& stack);
    static Library<bool> unwind(Exits exits, std::exception_ptr error);

    Exits exits_ = std::make_shared<std::vector<Exit>>();
};

} // namespace aio
