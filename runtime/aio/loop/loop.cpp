#include "aio/loop/loop.hpp"

#include "aio/base/callback_limit.hpp"
#include "aio/base/finally.hpp"
#include "aio/base/output.hpp"
#include "aio/base/schedule.hpp"
#include "aio/loop/baton.hpp"
#include "aio/loop/detail/choices.hpp"
#include "aio/loop/detail/input.hpp"
#include "aio/loop/detail/restore.hpp"
#include "aio/loop/detail/step.hpp"
#include "aio/loop/intervention.hpp"
#include "aio/python/errors.hpp"

#include <algorithm>
#include <optional>

namespace aio {
namespace {

// asyncio never waits longer than a day in one select (base_events.MAXIMUM_SELECT_TIMEOUT).
constexpr std::int64_t longest_select = 24LL * 3600 * 1'000'000'000;

} // namespace

EventLoop::EventLoop() : id_(new_id(ObjectType::loop)), number_(++execution.loops), debug_(execution.debug) {}

void EventLoop::note_ready(Handle& handle) {
    handle.id_ = new_id(ObjectType::handle);
    if (handle.sort_ == Handle::Sort::step) {
        TaskBase const& task = static_cast<TaskBase::StepHandle&>(handle).task();
        record_text(Kind::handle_ready, handle.id_, task.id(),
                    [&] { return task.awaited_ ? Word::wakeup : Word::step; });
    } else {
        record_text(Kind::handle_ready, handle.id_, handle.whom(), [&] { return handle.words(); });
    }
}

void EventLoop::call_at_ns(std::int64_t when, TimerHandle& timer) {
    timer.id_ = new_id(ObjectType::handle);
    timer.state_ = Handle::State::scheduled;
    timer.when_ = when;
    timer.order_ = armed_++;
    timer.retain();
    timers_.push(timer);
    record(Kind::handle_timer, timer.id_, timer.whom(), when);
}

void EventLoop::cancel_timer(TimerHandle& timer) { timers_.remove(timer); }

void EventLoop::forget(Handle& handle) {
    if (handle.state_ == Handle::State::scheduled) {
        timers_.remove(static_cast<TimerHandle&>(handle));
        handle.release();
    } else if (handle.state_ == Handle::State::ready || handle.state_ == Handle::State::cancelled) {
        if (!turn_.remove(handle)) ready_.remove(handle);
    }
    handle.state_ = Handle::State::idle;
}

Ref<FunctionHandle<Handle>> EventLoop::call_soon(std::function<void()> callback, std::string words,
                                                 ContextSlot context) {
    check_call();
    auto handle =
        make_ref<FunctionHandle<Handle>>(*this, std::move(callback), std::move(words), std::move(context));
    call_soon(*handle);
    return handle;
}

Ref<FunctionHandle<TimerHandle>> EventLoop::call_at(double when, std::function<void()> callback,
                                                    std::string words, ContextSlot context) {
    check_call();
    auto handle = make_ref<FunctionHandle<TimerHandle>>(*this, std::move(callback), std::move(words),
                                                        std::move(context));
    call_at_ns(to_ns(when), *handle);
    return handle;
}

Ref<FunctionHandle<TimerHandle>> EventLoop::call_later(double delay, std::function<void()> callback,
                                                       std::string words, ContextSlot context) {
    return call_at(time() + delay, std::move(callback), std::move(words), std::move(context));
}

void EventLoop::throw_not_running() { throw RuntimeError("no running event loop"); }

Ref<FunctionHandle<Handle>> EventLoop::call_soon_threadsafe(std::function<void()> callback, std::string words,
                                                            ContextSlot context) {
    check_closed();
    if (thread_state.strand && thread_state.strand->job)
        record(Kind::thread_callback, thread_state.strand->job, id_);
    auto handle =
        make_ref<FunctionHandle<Handle>>(*this, std::move(callback), std::move(words), std::move(context));
    call_soon(*handle);
    return handle;
}

void EventLoop::throw_closed() { throw RuntimeError("Event loop is closed"); }

void EventLoop::refuse_other_thread() const {
    if (running_ && thread_ != std::this_thread::get_id())
        throw RuntimeError("Non-thread-safe operation invoked on an event loop other than the current one");
}

void EventLoop::check_call() const {
    check_closed();
    check_thread();
}

void EventLoop::refuse_coroutine_function(char const* method) const {
    check_call();
    if (debug_) throw TypeError(std::string("coroutines cannot be used with ") + method + "()");
}

void EventLoop::stop() {
    record(Kind::loop_stop, id_);
    stopping_ = true;
}

void EventLoop::check_can_run() const {
    check_closed();
    if (running_) throw RuntimeError("This event loop is already running");
    if (thread_state.loop) throw RuntimeError("Cannot run the event loop while another loop is running");
}

void EventLoop::run_forever() {
    check_can_run();
    record(Kind::loop_start, id_);
    Restore const running(running_, true);
    Restore<EventLoop*> const current(thread_state.loop, this);
    Restore<ContextSlot*> const context(thread_state.context, thread_state.context);
    Restore<ContextSlot*> const outer_context(outer_context_, thread_state.context);
    Restore<std::uint32_t> const unusual_before(execution.unusual, execution.unusual);
    OutsideProgram const outside;
    Finally const end([this] {
        stopping_ = false;
        if (turn_.empty()) return;
        turn_.take_all(ready_); // an exception left the turn: the rest of it comes first in the next one
        ready_.take_all(turn_);
    });
    thread_ = std::this_thread::get_id();
    set_unusual(unusual::debug, debug_);
    set_unusual(unusual::origins, debug_);
    do run_once();
    while (!stopping_);
}

void EventLoop::run_until_complete(FutureBase& future) {
    check_can_run();
    if (&future.loop() != this)
        throw ValueError(
            "The future belongs to a different loop than the one specified as the loop argument");
    auto const stop_when_done = [this](FutureBase& done) {
        // An interruption has left the loop already.
        auto const error = done.cancelled() ? nullptr : done.exception();
        if (!error || !is_interruption(error)) stop();
    };
    auto const callback = future.add_done_callback(stop_when_done, "stop");
    {
        Finally const finally([&] { future.remove_callback(*callback); });
        run_forever();
    }
    if (!future.done()) throw RuntimeError("Event loop stopped before Future completed.");
}

void EventLoop::intervene() { static_cast<void>(execution.interventions->apply_due()); } // no task runs

inline void EventLoop::run_once() {
    if (long_way()) [[unlikely]] {
        if (execution.unusual & unusual::interventions) intervene();
        record(Kind::loop_iteration, id_, {}, static_cast<std::int64_t>(ready_.size()));
        select<true>();
    } else {
        select<false>();
    }
    run_ready();
}

void EventLoop::run_turns_of_shutdown(int count) {
    Restore const running(running_, true);
    Restore<EventLoop*> const current(thread_state.loop, this);
    Restore<ContextSlot*> const context(thread_state.context, thread_state.context);
    OutsideProgram const outside;
    for (; count > 0; --count) {
        if (execution.threads) {
            Restore const hidden(hidden_, true);
            select_among_threads(0);
        }
        run_ready();
    }
}

void EventLoop::run_hidden_until_told(std::function<void(std::function<void()> tell)> const& begin) {
    Restore const running(running_, true);
    Restore<EventLoop*> const current(thread_state.loop, this);
    Restore const hidden(hidden_, true);
    OutsideProgram const outside;
    bool told = false;
    begin([&] { told = called_ = true; });
    while (!told) {
        select_among_threads(select_timeout());
        run_ready();
    }
    called_ = false;
}

inline void EventLoop::run_ready() {
    if (!timers_.empty()) move_due_timers();
    turn_.take_all(ready_);
    while (!turn_.empty()) {
        if (!anything_unusual()) [[likely]] {
            run_handle<Way::quick>(turn_.pop());
        } else if (long_way()) {
            before_callback();
            if (!turn_.empty()) run_handle<Way::full>(turn_.pop());
        } else {
            run_handle<Way::switches>(turn_.pop());
        }
    }
}

void EventLoop::before_callback() {
    if (execution.unusual & unusual::limited) {
        CallbackLimit& limit = *execution.limit;
        limit.reached = limit.left == 0;
        if (limit.reached) throw CallbackLimitReached();
        --limit.left;
    }
    if (execution.unusual & unusual::interventions) intervene();
    read_clock();
}

void EventLoop::run_meanwhile(std::int64_t moment) {
    Restore<TaskBase*> const task(thread_state.task, nullptr);
    Restore<ContextSlot*> const context(thread_state.context, thread_state.context);
    OutsideProgram const outside;
    run_ready(); // the rest of this turn
    while (!stopping_) {
        if (!ready_.empty() || (!timers_.empty() && timers_.first().when_ <= moment))
            run_once();
        else if (execution.threads && execution.now < moment)
            select_among_threads(moment - execution.now);
        else
            break;
    }
    block_until(moment);
}

void EventLoop::move_due_timers() {
    while (!timers_.empty() && timers_.first().when_ <= execution.now) {
        if (execution.scheduling) [[unlikely]] {
            for (auto* const timer : pop_simultaneous(timers_)) timer_due(*timer);
            continue;
        }
        TimerHandle& timer = timers_.first();
        timers_.pop();
        timer_due(timer);
    }
}

void EventLoop::timer_due(TimerHandle& timer) {
    timer.state_ = Handle::State::ready;
    record(Kind::handle_due, timer.id_, timer.whom());
    ready_.push_retained(timer); // with the reference that the heap had
}

std::int64_t EventLoop::select_timeout() const {
    if (!ready_.empty() || stopping_) return 0;
    if (timers_.empty()) return -1;
    return std::clamp(timers_.first().when_ - execution.now, std::int64_t{0}, longest_select);
}

template <bool full>
void EventLoop::select() {
    bool const waits = ready_.empty() && !stopping_;
    if (waits && execution.scheduling) [[unlikely]]
        choose_next_sleep(timers_, *execution.scheduling);
    if constexpr (full) {
        read_clock();
        std::int64_t const timeout = select_timeout();
        record(Kind::loop_select, id_, {}, timeout);
        if (execution.threads) return select_among_threads(timeout);
    }
    if (waits) wait_for_timer();
}

void EventLoop::wait_for_timer() {
    if (timers_.empty()) throw Deadlock(deadlock_sentence(this));
    std::int64_t const before = execution.now;
    if (timers_.first().when_ <= before) return;
    wait_until(timers_.first().when_);
    record(Kind::loop_advance, id_, {}, before);
}

void EventLoop::select_among_threads(std::int64_t timeout) {
    std::optional<std::int64_t> moment;
    if (timeout >= 0) moment = execution.now + timeout;
    struct Waiting final : Selecting {
        explicit Waiting(EventLoop& of) : loop(of) {}
        bool look() override { return LoopAccess(loop).look(); }
        void advanced(std::int64_t before) override { LoopAccess(loop).advanced(before); }
        EventLoop& loop;
    } waiting(*this);
    execution.threads->select(waiting, moment);
    if (io_) io_->queue_ready();
}

bool EventLoop::has_input() const { return io_->any_ready(); }

void EventLoop::advanced(std::int64_t before) const {
    if (!hidden_ && recording(Kind::loop_advance)) record_at(nullptr, Kind::loop_advance, id_, {}, before);
}

template <Way way>
inline void EventLoop::run_handle(Handle& handle) {
    bool const is_step = handle.sort_ == Handle::Sort::step;
    struct Release {
        Handle& handle;
        bool is_step;
        ~Release() {
            if (is_step)
                static_cast<TaskBase::StepHandle&>(handle).task().release();
            else
                handle.release();
        }
    } const release{handle, is_step};
    if (handle.cancelled()) return;
    handle.state_ = Handle::State::idle;
    ObjectId id;
    ObjectId whom;
    if constexpr (way == Way::full) {
        id = handle.id_;
        if (is_step) {
            TaskBase const& task = static_cast<TaskBase::StepHandle&>(handle).task();
            whom = task.id();
            record_text(Kind::handle_run, id, whom,
                        [&] { return task.awaited_ ? Word::wakeup : Word::step; });
        } else {
            whom = handle.whom();
            record_text(Kind::handle_run, id, whom, [&] { return handle.words(); });
        }
    }
    [[maybe_unused]] std::int64_t const began = execution.now;
    [[maybe_unused]] bool const timed = debug_; // setting it in this very callback changes nothing for it
    try {
        if (is_step) [[likely]]
            static_cast<TaskBase::StepHandle&>(handle).task().template run_step<way>();
        else
            handle.call();
    } catch (SystemExit const&) {
        throw;
    } catch (KeyboardInterrupt const&) {
        throw;
    } catch (...) {
        callback_raised(handle);
    }
    if constexpr (way == Way::full) {
        record(Kind::handle_end, id, whom);
        if (timed) log_if_slow(handle, began);
    }
}

void EventLoop::callback_raised(Handle& handle) {
    thread_state.context = outer_context_;
    ExceptionContext context("Exception in callback " + std::string(handle.words()) + "()");
    context.exception = std::current_exception();
    context.handle = &handle;
    call_exception_handler(context);
}

std::vector<Ref<TaskBase>> EventLoop::all_tasks() const {
    std::vector<Ref<TaskBase>> tasks;
    for (FutureBase* future = live_.first(); future; future = live_.behind(*future))
        if (future->is_task() && !future->done()) tasks.emplace_back(static_cast<TaskBase*>(future));
    std::reverse(tasks.begin(), tasks.end());
    return tasks;
}

void EventLoop::set_debug(bool enabled) {
    debug_ = enabled;
    if (!running_) return;
    set_unusual(unusual::debug, enabled);
    call_soon_threadsafe([enabled] { set_unusual(unusual::origins, enabled); },
                         "BaseEventLoop._set_coroutine_origin_tracking");
}

void EventLoop::log_if_slow(Handle& handle, std::int64_t began) {
    double const taken = static_cast<double>(execution.now - began) / 1e9;
    if (taken < slow_callback_duration) return;
    ObjectId const whom = handle.whom();
    std::string const shown = whom.type() == ObjectType::task ? to_string(whom)
                              : handle.id_                    ? to_string(handle.id_)
                                                              : std::string(handle.words()) + "()";
    log_error("Executing " + shown + " took " + fixed(taken, 3) + " seconds");
}

} // namespace aio
