// asyncio.run (asyncio/runners.py): a new loop, main as its first task, then the leftovers cancelled and the
// loop closed.
#pragma once
#include "aio/gather.hpp"
#include "aio/task.hpp"

#include <exception>
#include <optional>
#include <type_traits>
#include <utility>

namespace aio {

// RuntimeError "asyncio.run() cannot be called from a running event loop"
void check_no_running_loop();

// The end of run(): cancels what is unfinished, waits for it, closes.
void shutdown(EventLoop& loop);

// Returns main's value or throws its exception. RuntimeError inside a running loop. `debug` sets the loop's
// debug mode; without it the program's environment decides.
template <typename T>
T run(Coro<T>&& main, std::optional<bool> debug = std::nullopt) {
    check_no_running_loop();
    EventLoop loop;
    if (debug) loop.set_debug(*debug);
    auto const task = loop.create_task(std::move(main));
    std::exception_ptr interruption;
    try {
        loop.run_until_complete(task.state());
    } catch (Deadlock const&) {
        throw; // nothing would ever run again in the shutdown either
    } catch (...) {
        interruption = std::current_exception();
    }
    task.state().forget_exception();
    shutdown(loop);
    if (interruption) std::rethrow_exception(interruption);
    return task.result();
}

// What is no coroutine: ValueError "a coroutine was expected, got 5".
template <typename T>
requires(!IsCoroutine<std::remove_cvref_t<T>>::value) void run(T const& given,
                                                               std::optional<bool> = std::nullopt) {
    check_no_running_loop();
    EventLoop loop;
    shutdown(loop);
    throw ValueError("a coroutine was expected, got " + repr_or_object(given));
}

} // namespace aio
