// What CPython's repr() says of a future or a task (asyncio/base_futures.py, base_tasks.py), in what does not
// depend on addresses and files:
//
//     <Future finished result=4>
//     <Task pending name='Task-1' coro=<fetch() running> wait_for=<Future pending cb=[Task.task_wakeup()]>>
//
// State (pending, cancelling, cancelled, finished), result (cut as reprlib does) or exception, callbacks (the
// first, how many more, the last), and of a task its name, its coroutine and what it waits for. CPython's
// text has more in four places: " at FILE:LINE" after each callback, " running at FILE:LINE" and " done,
// defined at FILE:LINE" of a coroutine, " created at FILE:LINE" in debug mode, and `main.<locals>.fetch()`
// where this says `fetch()`.
//
// repr() is another text: in traces each is written by its id, "t2".
#pragma once
#include "aio/loop/future.hpp"

#include <string>
#include <string_view>

namespace aio {

std::string describe(FutureBase const& future);
template <typename F>
requires requires(F const& future) { future.base(); }
std::string describe(F const& future) { return describe(*future.base()); }

// A repr cut as CPython's reprlib.repr cuts it: texts and objects after 30 characters, numbers after 40,
// lists and tuples after 6 members and 6 levels.
std::string cut_repr(std::string_view repr);

} // namespace aio
