// asyncio.get_event_loop and set_event_loop (asyncio/events.py): the loop that is found where none runs.
// gather, shield and ensure_future take it; create_task does not.
#pragma once
#include "aio/loop/loop.hpp"

#include <memory>

namespace aio {

// The running loop. Where none runs, the one that was set last; the main thread of a program that has never
// set one gets a new loop, which nobody runs. RuntimeError "There is no current event loop in thread
// 'MainThread'." otherwise.
EventLoop& get_event_loop();
void set_event_loop(EventLoop* loop); // null: none, and none is made any more

// What a program's main thread remembers of it (run_program has one).
class Policy {
  public:
    Policy();
    Policy(Policy const&) = delete;
    Policy& operator=(Policy const&) = delete;
    ~Policy();

    EventLoop& get();
    void set(EventLoop* loop);
    // The end of the program. CPython collects a loop that was made and never closed there, with what it
    // still held: the loop is closed, its tasks are destroyed.
    void finish();

  private:
    std::unique_ptr<EventLoop> made_; // by get()
    EventLoop* current_ = nullptr;
    bool was_set_ = false;
};

} // namespace aio
