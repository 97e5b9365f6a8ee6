#include "aio/loop/policy.hpp"

#include "aio/base/output.hpp"
#include "aio/loop/baton.hpp"
#include "aio/python/errors.hpp"

namespace aio {

Policy::Policy() = default;
Policy::~Policy() = default;

EventLoop& Policy::get() {
    if (!current_ && !was_set_) {
        if (execution.rules.making_a_loop_warns) warn("DeprecationWarning", "There is no current event loop");
        made_ = std::make_unique<EventLoop>();
        set(made_.get());
    }
    if (!current_) throw RuntimeError("There is no current event loop in thread 'MainThread'.");
    return *current_;
}

void Policy::set(EventLoop* loop) {
    was_set_ = true;
    current_ = loop;
}

void Policy::finish() {
    current_ = nullptr;
    if (!made_) return;
    OutsideProgram const outside;
    LoopAccess(*made_).collect();
    made_ = nullptr;
}

EventLoop& get_event_loop() {
    if (thread_state.loop) return *thread_state.loop;
    if (execution.policy && in_main_thread()) return execution.policy->get();
    throw RuntimeError("There is no current event loop in thread '" + current_thread_name() + "'.");
}

void set_event_loop(EventLoop* loop) {
    if (execution.policy && in_main_thread()) execution.policy->set(loop);
}

} // namespace aio
