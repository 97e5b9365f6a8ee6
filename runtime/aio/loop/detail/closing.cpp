#include "aio/loop/detail/closing.hpp"

#include "aio/loop/baton.hpp"
#include "aio/loop/detail/input.hpp"
#include "aio/loop/detail/restore.hpp"
#include "aio/loop/loop.hpp"
#include "aio/loop/task.hpp"

namespace aio {

EventLoop::~EventLoop() {
    if (!closed_ && execution.threads) execution.threads->abandon(); // they may use what dies now
    drop_pending();
}

void EventLoop::close() {
    if (running_) throw RuntimeError("Cannot close a running event loop");
    if (closed_) return;
    closed_ = true;
    record(Kind::loop_close, id_);
    if (at_close_) at_close_();
    io_ = nullptr;
    ready_.clear();
    while (!timers_.empty()) {
        TimerHandle& timer = timers_.first();
        timers_.pop();
        timer.state_ = Handle::State::idle;
        timer.release();
    }
}

// In the order in which CPython's collector finds them: coroutines that have not begun, then the loop. Its
// tasks follow when it goes.
void EventLoop::collect() {
    for (auto const& task : all_tasks())
        if (task->coroutine_ && task->coroutine_->state == CoroutineState::created) task->abandon();
    close();
}

// Tasks first: the futures that live in their frames go with them. What the dying frames still say belongs to
// no run.
void EventLoop::drop_pending() {
    auto const tasks = all_tasks();
    if (closed_) // after a whole run; CPython says it when it collects them, at its end at the latest
        for (auto const& task : tasks) task->report_destroyed();
    Unrecorded unrecorded;
    std::function<void(std::string_view)> silence = [](std::string_view) {};
    Restore<std::function<void(std::string_view)>*> const silent(execution.output, &silence);
    async_generators_.forget_all();
    std::vector<Ref<FutureBase>> unseen; // outlive the frames that hold them: of these the run still tells
    for (FutureBase* future = live_.first(); future; future = live_.behind(*future))
        if (future->log_traceback_) unseen.emplace_back(future);
    turn_.clear();
    ready_.clear();
    for (auto const& task : tasks) task->abandon();
    // Callbacks may hold the last futures whose exceptions nobody asked for; after a whole run they say so.
    if (closed_) unrecorded.over();
    while (FutureBase* const first = live_.first()) {
        Ref<FutureBase> const future(first);
        live_.remove(*future);
        future->loop_ = nullptr;
        future->drop_callbacks();
    }
    close();
}

std::string deadlock_sentence(EventLoop const* loop) {
    std::string waiting;
    if (loop)
        for (auto const& task : loop->all_tasks()) waiting += (waiting.empty() ? "" : ", ") + task->name();
    return "nothing is ready to run and no timer is set; waiting: " + (waiting.empty() ? "no task" : waiting);
}

} // namespace aio
