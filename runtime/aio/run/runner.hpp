// asyncio.Runner (asyncio/runners.py): one loop for several runs, shut down at the end as asyncio.run does.
//
//     Runner runner;                    // with asyncio.Runner() as runner:
//     runner.run(prepare());
//     runner.run(work());
//     runner.close();
#pragma once
#include "aio/loop/loop.hpp"
#include "aio/loop/task.hpp"
#include "aio/python/context.hpp"
#include "aio/tasks/gather.hpp"

#include <memory>
#include <optional>
#include <utility>

namespace aio {

// The end of a run: cancels what is unfinished and waits for it, closes the asynchronous generators that are
// still open, closes the loop.
void shutdown(EventLoop& loop);

class Runner {
  public:
    explicit Runner(std::optional<bool> debug = std::nullopt) : debug_(debug) {} // see asyncio.run
    Runner(Runner const&) = delete;
    Runner& operator=(Runner const&) = delete;
    ~Runner() noexcept(false); // closes, if nobody has

    // Runs main to its end on this runner's loop; returns its value or throws its exception. RuntimeError in
    // a running loop or once closed.
    template <typename T>
    T run(Coro<T>&& main) {
        refuse_in_running_loop("Runner.run()");
        auto const task = get_loop().create_task(std::move(main), {}, shared_context());
        run_to_end(task.state());
        return task.result();
    }
    EventLoop& get_loop(); // made at the first use; RuntimeError once closed
    void close();          // the shutdown; no effect without a loop, and the second time

    // For asyncio.run.
    static void refuse_in_running_loop(char const* what);
    void run_to_end(FutureBase& task);

  private:
    ContextSlot shared_context(); // of all its runs

    std::optional<bool> debug_;
    ContextSlot context_;
    std::unique_ptr<EventLoop> loop_;
    bool closed_ = false;
};

} // namespace aio
