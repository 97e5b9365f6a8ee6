#include "aio/loop/intervention.hpp"

#include "aio/loop/task.hpp"

#include "aio/loop/baton.hpp"
#include "aio/loop/clock.hpp"
#include "aio/loop/future.hpp"
#include "aio/loop/loop.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace aio {
namespace {

using Act = Intervention::Act;
constexpr std::array<std::string_view, 6> action_words{"cancel", "resolve", "fail", "fire", "late", "raise"};

std::string_view word_of(Act act) { return action_words[static_cast<std::size_t>(act)]; }

std::string_view take_word(std::string_view& text) {
    auto const end = std::min(text.find(' '), text.size());
    auto const word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return word;
}

// Of "2" or "0.5"; nothing unless time goes on.
std::optional<std::int64_t> seconds(std::string_view text) {
    constexpr double most = 1e9;
    double number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || !(number > 0) || number > most)
        return std::nullopt;
    return to_ns(number);
}

// What cannot be done without its text.
bool is_whole(Intervention const& intervention) {
    if (intervention.act == Act::late) return seconds(intervention.text).has_value();
    return intervention.act != Act::raise || !intervention.text.empty();
}

bool apply(Intervention const& intervention) {
    EventLoop* const loop = thread_state.loop;
    if (!loop) return false;
    if (intervention.act == Act::fire) return LoopAccess(*loop).fire(intervention.target);
    if (intervention.act == Act::late)
        return LoopAccess(*loop).delay(intervention.target, seconds(intervention.text).value_or(0));
    FutureBase* const future = LoopAccess(*loop).find(intervention.target);
    if (!future || future->done()) return false;
    Ref<FutureBase> const alive(future);
    switch (intervention.act) {
    case Act::cancel: return future->cancel(value_from<std::string>(intervention.text).value());
    case Act::resolve: return future->resolve(intervention.text);
    case Act::fail: return future->fail_from_outside(exception_from(intervention.text));
    case Act::raise:
        return future->is_task() &&
               static_cast<TaskBase*>(future)->raise_from_outside(exception_from(intervention.text));
    case Act::fire:
    case Act::late: break;
    }
    return false;
}

} // namespace

std::string to_string(Intervention const& intervention) {
    return std::to_string(intervention.step) + " " + std::string(word_of(intervention.act)) + " " +
           to_string(intervention.target) + (intervention.text.empty() ? "" : " " + intervention.text);
}

std::optional<Intervention> parse_intervention(std::string_view text) {
    Intervention read;
    auto const number = take_word(text);
    auto const [end, error] = std::from_chars(number.data(), number.data() + number.size(), read.step);
    if (error != std::errc() || end != number.data() + number.size()) return std::nullopt;
    auto const* const act = std::find(action_words.begin(), action_words.end(), take_word(text));
    if (act == action_words.end()) return std::nullopt;
    read.act = static_cast<Act>(act - action_words.begin());
    auto const target = trace::parse_object_id(take_word(text));
    if (!target || !*target) return std::nullopt;
    read.target = *target;
    read.text = text;
    return is_whole(read) ? std::optional(read) : std::nullopt;
}

// Those of one step stay as they were given. (std::stable_sort of libstdc++ 12 uses what clang 19 calls
// deprecated.)
Interventions::Interventions(std::vector<Intervention> list) {
    auto const earlier = [](Intervention const& a, Intervention const& b) { return a.step < b.step; };
    for (auto& each : list)
        list_.insert(std::upper_bound(list_.begin(), list_.end(), each, earlier), std::move(each));
}

std::exception_ptr Interventions::apply_due() {
    std::exception_ptr raised;
    auto const* const recorder = execution.recorder;
    // A thread of the program has no loop: what is due comes once that goes on.
    if (!recorder || (thread_state.strand && thread_state.strand->job)) return raised;
    while (next_ < list_.size() && list_[next_].step <= recorder->log->size()) {
        Intervention const& due = list_[next_];
        TaskBase const* const running = thread_state.task;
        bool const here = due.act == Act::raise && running && running->id() == due.target;
        // A plain function may have been called where nothing can be thrown: once that returns.
        if (here && thread_state.frame && thread_state.frame->depth > 0) break;
        ++next_;
        OutsideProgram const outside;
        TaskBase* const task = std::exchange(thread_state.task, nullptr); // it is not the one who does it
        // Recorded first, as the cause of what follows; whether it will have an effect shows in that.
        record_text(Kind::run_intervene, due.target, {},
                    [&] { return std::string(word_of(due.act)) + (due.text.empty() ? "" : " " + due.text); });
        if (here) raised = exception_from(due.text);
        bool const done = here || apply(due);
        thread_state.task = task;
        if (!done) record_text(Kind::run_intervene, due.target, {}, [] { return "without effect"; });
    }
    return raised;
}

FutureBase* EventLoop::find(ObjectId id) const {
    FutureBase* future = id ? live_.first() : nullptr;
    while (future && future->id() != id) future = live_.behind(*future);
    return future;
}

TimerHandle* EventLoop::timer_of(ObjectId id) const {
    if (FutureBase const* const task = find(id); task && task->is_task()) {
        auto const* const awaited = static_cast<TaskBase const*>(task)->awaited();
        if (!awaited) return nullptr;
        id = awaited->id();
    }
    for (TimerHandle* const timer : timers_.all())
        if (timer->id_ == id || timer->whom() == id) return timer;
    return nullptr;
}

bool EventLoop::fire(ObjectId id) {
    TimerHandle* const timer = timer_of(id);
    if (!timer) return false;
    timers_.remove(*timer);
    timer_due(*timer);
    return true;
}

// As if it had been called off and armed anew.
bool EventLoop::delay(ObjectId id, std::int64_t by) {
    TimerHandle* const timer = timer_of(id);
    if (!timer) return false;
    timers_.remove(*timer);
    record(Kind::handle_cancel, timer->id_, timer->whom());
    call_at_ns(timer->when_ + by, *timer);
    timer->release(); // the reference that the heap had: arming takes one anew
    return true;
}

} // namespace aio
