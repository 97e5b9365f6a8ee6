// One step of a task, the hottest code there is: for loop.cpp, which has it inline in its turn.
#pragma once
#include "aio/loop/detail/belief.hpp"
#include "aio/loop/task.hpp"

#include <exception>
#include <utility>

namespace aio {

template <Way way>
inline void TaskBase::run_step() {
    FutureBase* const woke = std::exchange(awaited_, nullptr);
    if constexpr (way == Way::full)
        if (woke) record(Kind::task_wakeup, id_, woke->id());
    if (must_cancel_ || (woke && !woke->has_result())) [[unlikely]]
        find_what_to_throw(woke);
    if constexpr (way != Way::quick) record(Kind::task_step, id_);
    TaskBase* const outer_task = std::exchange(thread_state.task, this);
    Frame* const outer_frame = thread_state.frame;
    thread_state.context = &context_;
    driver_.suspended = false;
    bool const ran_when_called =
        way == Way::full && believes(Model::calling_runs_it) && coroutine_->hand != nullptr;
    if (ran_when_called) [[unlikely]] {
        take_over(*coroutine_, driver_);
        if (driver_.suspended && driver_.thrown) {
            driver_.suspended = false;
            throw_in();
        }
    } else if (driver_.thrown) [[unlikely]] {
        throw_in();
    } else {
        if (coroutine_->state == CoroutineState::created) {
            coroutine_->state = CoroutineState::running;
            if constexpr (way == Way::full)
                if (!coroutine_->is_library()) record(Kind::coro_start, coroutine_->id, id_);
        } else if constexpr (way == Way::full) {
            if (PromiseBase* leaf = driver_.leaf->program; leaf && recording(Kind::coro_resume))
                record_at(&leaf->frame, Kind::coro_resume, leaf->id, id_);
        }
        driver_.pump();
    }
    thread_state.frame = outer_frame;
    thread_state.task = outer_task;
    if (!driver_.suspended) return end();
    if (FutureBase* const future = driver_.awaiting)
        wait_for(*future);
    else
        schedule_after_yield();
    if constexpr (way != Way::quick) record(Kind::task_suspend, id_, awaited_ ? awaited_->id() : ObjectId{});
}

inline void TaskBase::wait_for(FutureBase& future) {
    if (&future == this || !future.has_same_loop(*this)) [[unlikely]]
        return refuse_to_wait_for(future);
    awaited_ = &future;
    retain();
    future.add_callback_retained(step_handle_, "wakeup", id_);
    if (must_cancel_ && pass_on_cancel(cancel_message())) [[unlikely]]
        must_cancel_ = false;
}

inline void TaskBase::schedule_after_yield() {
    if (driver_.yielded) [[unlikely]]
        take_yielded();
    retain();
    LoopAccess(loop()).call_soon_retained(step_handle_);
}

} // namespace aio
