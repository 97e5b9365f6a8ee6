#include "knowledge/misconceptions.hpp"

#include <algorithm>
#include <array>

namespace lesson {
namespace {

constexpr std::array<Misconception, 26> all{{
    {"M1", "Calling a coroutine function runs it.",
     "It makes a coroutine object; nothing runs before it is awaited or made a task."},
    {"M2", "`await` always gives the loop a turn.",
     "Awaiting a coroutine that never suspends runs straight through it."},
    {"M3", "`create_task` starts the task now.",
     "It schedules the first step; the task runs when its maker next suspends."},
    {"M4", "`await` in a `for` loop is concurrent.", "Each await ends before the next begins."},
    {"M5", "In an async function a blocking call does not block.",
     "It stops the whole loop, and every task with it."},
    {"M6", "A task that fails stops the program.", "The error stays in the task until somebody awaits it."},
    {"M7", "`gather` cancels the others at the first error.", "They go on; a TaskGroup cancels them."},
    {"M8", "`return_exceptions=True` keeps a cancellation away.",
     "Cancelling the gather cancels all its children and reaches who awaits it."},
    {"M9", "A task may be dropped once it is made.",
     "The loop holds tasks weakly; one that only a cycle owns can vanish."},
    {"M10", "`cancel()` stops the task now.",
     "It is a request; CancelledError arrives at the task's next step."},
    {"M11", "`except Exception` catches a cancellation.", "CancelledError is a BaseException and passes."},
    {"M12", "One may catch CancelledError and go on.",
     "Then the task is not cancelled, and timeouts fail in silence."},
    {"M13", "`wait_for` returns when its time is over.",
     "It waits until the cancelled task has ended, clean-up and all."},
    {"M14", "`shield` protects the one who awaits.", "It protects the inner task; who awaits is cancelled."},
    {"M15", "With one thread there are no races.", "Every await lets others change what was just read."},
    {"M16", "asyncio cannot deadlock.", "Two locks taken in opposite order wait for each other for ever."},
    {"M17", "A coroutine object can be awaited twice.",
     "It can be run once; a task can be awaited as often as one likes."},
    {"M18", "`asyncio.run` can be called inside async code.", "It raises RuntimeError: a loop runs already."},
    {"M19", "Tasks in the background finish after `main` returns.", "`run` cancels what is left."},
    {"M20", "`gather` returns the results in the order in which they came.",
     "They stand in the order of the arguments."},
    {"M21", "`gather` limits how many run at once.", "All run at once; a Semaphore limits them."},
    {"M22", "Cancelling the future of a thread stops the thread.", "The thread goes on to its end."},
    {"M23", "After `set()` and `clear()` later waiters are woken too.",
     "Only who waited at `set()` is woken."},
    {"M24", "`Queue.join` returns when the queue is empty.", "It waits for a `task_done()` for each item."},
    {"M25", "Producer and consumer take turns, item by item.",
     "The producer runs on until the queue is full."},
    {"M26", "`asyncio.wait` takes coroutines.", "Since 3.11 it refuses them: TypeError."},
}};

} // namespace

std::span<Misconception const> misconceptions() { return all; }

Misconception const* misconception(std::string_view id) {
    auto const found = std::find_if(all.begin(), all.end(), [id](auto const& each) { return each.id == id; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace lesson
