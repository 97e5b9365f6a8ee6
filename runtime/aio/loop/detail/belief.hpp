// What runs under a wrong model remember, beside the objects of the true one.
#pragma once
#include "aio/coro/coro.hpp"

#include <cstdint>
#include <deque>
#include <memory>
#include <unordered_map>

namespace aio {

// await-always-yields: an await that gave the loop a turn before it begins.
class PutOffAwait final : public RepeatedWait {
  public:
    explicit PutOffAwait(PromiseBase& child) : child_(child) {}
    bool over() override;

  private:
    PromiseBase& child_;
};

struct Beliefs {
    Beliefs();
    Beliefs(Beliefs const&) = delete;
    Beliefs& operator=(Beliefs const&) = delete;
    ~Beliefs();

    std::deque<PutOffAwait> put_off; // of the whole run, since a chain may end without going on
    // await-is-concurrent: when each task began, ns of the clock.
    std::unordered_map<TaskBase const*, std::int64_t> began;
    // calling-runs-it: what is called where no loop runs finds the one that asyncio.run is going to use.
    std::unique_ptr<EventLoop> coming_loop;
};

// await-always-yields: the chain suspends, and `child` starts when it goes on.
void start_next_turn(PromiseBase& child);

// The loop for a runner to use: the coming one if it has been found already, else a new one.
std::unique_ptr<EventLoop> next_loop();

// calling-runs-it: runs the body up to its first wait.
void run_when_called(PromiseBase& coroutine) noexcept;
// Such a coroutine is awaited, or made a task: `driver` goes on with it where it stands.
void take_over(PromiseBase& coroutine, Driver& driver);

} // namespace aio
