#include "tools/fuzz/lifetimes.hpp"

namespace fuzz {
namespace {

using trace::Kind;

bool tells_of_an_end(trace::Log const& log, trace::Event const& event) {
    if (event.kind == Kind::future_unretrieved || event.kind == Kind::task_destroyed) return true;
    if (event.kind != Kind::log) return false;
    auto const text = log.text(event);
    return text.ends_with(" exception was never retrieved") ||
           text == "Task was destroyed but it is pending!";
}

// A coroutine reported as never awaited, and not right after it was made?
bool was_kept(trace::Log const& log, trace::Step step) {
    if (log[step].kind != Kind::coro_unawaited) return false;
    return step == 0 || log[step - 1].kind != Kind::coro_create || log[step - 1].subject != log[step].subject;
}

} // namespace

Lifetimes split_lifetimes(trace::Log const& log) {
    Lifetimes split;
    split.rest = trace::Log(log.header());
    for (auto const& source : log.sources()) split.rest.add_source(source);
    bool closed = false;
    for (trace::Step step = 0; step < log.size(); ++step) {
        auto event = log[step];
        if (event.kind == Kind::future_unretrieved) split.unseen.insert(to_string(event.subject));
        bool const kept = was_kept(log, step);
        if (kept) split.unawaited.insert(to_string(event.subject));
        bool const says_so = event.kind == Kind::warn && step > 0 && was_kept(log, step - 1);
        if (closed || kept || says_so || tells_of_an_end(log, event)) continue;
        if (value_is_text(event.kind)) event.value = split.rest.intern(log.text(event));
        split.rest.append(event);
        closed = event.kind == Kind::loop_close;
    }
    if (log.end()) split.rest.set_end(*log.end());
    return split;
}

} // namespace fuzz
