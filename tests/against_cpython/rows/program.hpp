// How the tests of this folder run a program and look at its errors.
#pragma once
#include "aio/aio.hpp"
#include "support/catch.hpp"
#include "support/recorded.hpp"

#include <exception>
#include <functional>
#include <string>
#include <utility>

// Runs `body` on a clock and with names of its own. The test fails if an exception leaves it.
inline Recorded in_program(std::function<void()> const& body) {
    auto run = run_recorded(body);
    INFO(run.errors);
    CHECK(run.exit_code == 0);
    return run;
}

// asyncio.run(main())
template <typename Main>
Recorded in_loop(Main const& main, aio::Rules rules = {}) {
    return in_program([&] {
        aio::execution.rules = rules;
        aio::run(main());
    });
}

// What it raises, "ValueError('boom')"; "None" if it raises nothing.
template <typename Function>
std::string error_in(Function const& function) {
    std::exception_ptr error;
    try {
        function();
    } catch (...) {
        error = std::current_exception();
    }
    return aio::repr(error);
}

// Says of what was called where no loop runs and none is set, as CPython's tests set none.
template <typename Function>
std::string error_without_loop(Function const& function) {
    aio::set_event_loop(nullptr);
    return error_in(function);
}
constexpr char const* no_loop = R"(RuntimeError("There is no current event loop in thread 'MainThread'."))";

// What a driver's send gives, or what it raises instead.
template <typename Function>
std::string step(Function const& function) {
    std::string shown;
    auto const error = error_in([&] { shown = function().repr(); });
    return error == "None" ? shown : error;
}

// The same of what an await raises.
template <typename Awaitable>
aio::Coro<std::string> error_of(Awaitable awaitable) {
    std::exception_ptr error;
    try {
        co_await awaitable;
    } catch (...) {
        error = std::current_exception();
    }
    co_return aio::repr(error);
}

inline double now() { return aio::get_running_loop().time(); } // s
inline aio::Coro<> nap(double seconds) { co_await aio::sleep(seconds); }
inline aio::Coro<int> answer() { co_return 42; }

// Sleeps, and fails if it is cancelled.
inline aio::Coro<> fails_when_cancelled() {
    try {
        co_await aio::sleep(10);
    } catch (aio::CancelledError const&) {
        throw aio::ZeroDivisionError("division by zero");
    }
}

// Two turns of a loop that does not run: what is ready now, and what that makes ready.
inline void run_briefly(aio::EventLoop& loop) {
    auto const nothing = []() -> aio::Coro<> { co_return; };
    loop.run_until_complete(loop.create_task(nothing()).state());
}

template <typename Future>
auto run_until_complete(aio::EventLoop& loop, Future const& future) {
    loop.run_until_complete(*future.base());
    return future.result();
}
