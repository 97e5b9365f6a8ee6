// Where versions of asyncio differ, the miniature follows the newest rule, unless it is told otherwise: to be
// held against an older CPython.
#pragma once

namespace aio {

struct Rules {
    // Since 3.13 a TaskGroup takes back its own cancel request when it is left, also if a child failed only
    // while the block waited for its tasks, and it keeps a request from outside. Up to 3.12 the request
    // stays.
    bool group_takes_back_late = true;
    // Since 3.13 a TaskGroup that takes no more tasks closes the coroutine it is offered. Up to 3.12 the
    // coroutine is left as it is, never awaited, and lives as long as the RuntimeError.
    bool group_closes_refused_coroutine = true;
    // Since 3.13 a cancel request that has not been delivered is forgotten when the last one is taken back.
    bool uncancel_forgets_request = true;
    // Up to 3.11.2 a timeout block whose task had older cancel requests lets the CancelledError through.
    bool timeout_knows_older_requests = true;

    // Off, since 3.11 is the base:
    // Since 3.13 a Condition.wait that ends by an exception notifies the next one, since the notify may have
    // been for it; and the CancelledError that ends it while it takes the lock again is raised as it came.
    bool condition_passes_notify_on = false;
    // Since 3.13 a task that has its permit, or gives up, wakes as many as there are permits, and not one.
    bool semaphore_wakes_all_it_can = false;
    // Since 3.12 Future.set_exception(StopIteration()) makes it a RuntimeError; before it is refused.
    bool stop_iteration_becomes_runtime_error = false;
    // Since 3.13 as_completed makes tasks of its coroutines at the call, not when the iteration begins.
    bool as_completed_begins_at_call = false;
};

} // namespace aio
