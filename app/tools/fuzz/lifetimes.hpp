// What a trace tells of the ends of objects' lives, apart from the rest.
//
// CPython keeps what a traceback holds (frames, and so their locals) as long as the exception lives, and
// frees cycles when its collector comes by. So when an exception that nobody asked for is reported, or a
// pending task destroyed, is a matter of its memory, and C++ frees earlier. What is reported must agree, but
// not when. The same goes for a coroutine nobody awaited that an exception kept alive; one that nothing keeps
// is reported right after it was made, and stays in the trace.
#pragma once
#include "trace/log.hpp"

#include <set>
#include <string>

namespace fuzz {

struct Lifetimes {
    trace::Log rest;                 // up to the loop's close
    std::set<std::string> unseen;    // ids of tasks and futures whose exceptions nobody asked for
    std::set<std::string> unawaited; // ids of coroutines that were kept for a while and never awaited
};

Lifetimes split_lifetimes(trace::Log const& log);

} // namespace fuzz
