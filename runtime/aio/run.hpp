// asyncio.run (asyncio/runners.py): a new loop, main as its first task, then the leftovers cancelled and the
// loop closed.
#pragma once
#include "aio/gather.hpp"
#include "aio/task.hpp"

#include <exception>
#include <utility>

namespace aio {

// The end of run(): cancels what is unfinished, waits for it, closes.
void shutdown(EventLoop& loop);

// Returns main's value or throws its exception. RuntimeError inside a running loop.
template <typename T>
T run(Coro<T>&& main) {
    if (execution.loop) throw RuntimeError("asyncio.run() cannot be called from a running event loop");
    EventLoop loop;
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

} // namespace aio
