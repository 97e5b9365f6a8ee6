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
    loop.run_until_complete(task.state());
    task.state().forget_exception();
    shutdown(loop);
    return task.result();
}

} // namespace aio
