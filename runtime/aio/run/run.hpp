// asyncio.run (asyncio/runners.py): a new loop, main as its first task, then the leftovers cancelled and the
// loop closed.
#pragma once
#include "aio/run/runner.hpp"

#include <exception>
#include <optional>
#include <type_traits>
#include <utility>

namespace aio {

// Returns main's value or throws its exception. RuntimeError inside a running loop. `debug` sets the loop's
// debug mode; without it the program's environment decides.
template <typename T>
T run(Coro<T>&& main, std::optional<bool> debug = std::nullopt) {
    Runner::refuse_in_running_loop("asyncio.run()");
    Runner runner(debug);
    auto const task = runner.get_loop().create_task(std::move(main));
    std::exception_ptr interruption;
    try {
        runner.run_to_end(task.state());
    } catch (Deadlock const&) {
        throw; // nothing would ever run again in the shutdown either
    } catch (...) {
        interruption = std::current_exception();
    }
    runner.close();
    if (interruption) std::rethrow_exception(interruption);
    return task.result();
}

// What is no coroutine: ValueError "a coroutine was expected, got 5".
template <typename T>
requires(!IsCoroutine<std::remove_cvref_t<T>>::value) void run(T const& given,
                                                               std::optional<bool> = std::nullopt) {
    Runner::refuse_in_running_loop("asyncio.run()");
    Runner runner;
    runner.get_loop();
    runner.close();
    throw ValueError("a coroutine was expected, got " + repr_or_object(given));
}

} // namespace aio
