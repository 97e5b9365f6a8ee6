#include "trace/shorthand.hpp"

namespace trace {

void Shorthand::turn(std::int64_t time, ObjectId loop, std::int64_t ready) {
    log_.append(time, Kind::loop_iteration, loop, {}, ready, 0, 0);
    log_.append(time, Kind::loop_select, loop, {}, 0, 0, 0);
    log_.append(time, Kind::loop_selected, loop, {}, 0, 0, 0);
}

void Shorthand::begin(StepBegin const& step, std::uint32_t thread) {
    auto const has = [&](std::uint32_t bit) { return (step.how & bit) != 0; };
    auto const add = [&](Kind kind, ObjectId subject, ObjectId object, TextId text, std::uint32_t line) {
        log_.append(step.time, kind, subject, object, text, line, line == 0 ? std::uint16_t{0} : step.source);
    };
    running_[thread] = {step.handle, step.task};
    if (has(begins::timer)) add(Kind::handle_due, step.handle, step.task, 0, 0);
    add(Kind::handle_run, step.handle, step.task, log_.intern(has(begins::wakeup) ? "wakeup" : "step"), 0);
    if (has(begins::wakeup)) add(Kind::task_wakeup, step.task, step.woken_by, 0, 0);
    add(Kind::task_step, step.task, {}, 0, 0);
    if (has(begins::cancel)) add(Kind::task_deliver, step.task, {}, 0, 0);
    if (has(begins::start)) {
        add(has(begins::raise) ? Kind::coro_throw : Kind::coro_start, step.coroutine, step.task, step.error,
            0);
        return;
    }
    if (step.coroutine)
        add(has(begins::raise) ? Kind::coro_throw : Kind::coro_resume, step.coroutine, step.task, step.error,
            step.line);
}

bool Shorthand::wait(StepWait const& step, std::uint32_t thread) {
    auto const found = running_.find(thread);
    if (found == running_.end()) return false;
    auto const [handle, task] = found->second;
    running_.erase(found);
    if (step.coroutine)
        log_.append(step.time, Kind::coro_suspend, step.coroutine, step.awaited, step.words, step.line,
                    step.source);
    log_.append(step.time, Kind::task_suspend, task, step.awaited, 0, 0, 0);
    log_.append(step.time, Kind::handle_end, handle, task, 0, 0, 0);
    return true;
}

} // namespace trace
