#include "aio/loop/intervention.hpp"

#include "aio/loop/task.hpp"

#include "aio/loop/future.hpp"
#include "aio/loop/loop.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace aio {
namespace {

using Act = Intervention::Act;
constexpr std::array<std::string_view, 4> action_words{"cancel", "resolve", "fail", "fire"};

std::string_view word_of(Act act) { return action_words[static_cast<std::size_t>(act)]; }

std::string_view take_word(std::string_view& text) {
    auto const end = std::min(text.find(' '), text.size());
    auto const word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return word;
}

bool apply(Intervention const& intervention) {
    EventLoop* const loop = thread_state.loop;
    if (!loop) return false;
    if (intervention.act == Act::fire) return LoopAccess(*loop).fire(intervention.target);
    FutureBase* const future = LoopAccess(*loop).find(intervention.target);
    if (!future || future->done()) return false;
    Ref<FutureBase> const alive(future);
    switch (intervention.act) {
    case Act::cancel: return future->cancel();
    case Act::resolve: return future->resolve(intervention.text);
    case Act::fail: return future->fail_from_outside(exception_from(intervention.text));
    case Act::fire: break;
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
    return read;
}

// Those of one step stay as they were given. (std::stable_sort of libstdc++ 12 uses what clang 19 calls
// deprecated.)
Interventions::Interventions(std::vector<Intervention> list) {
    auto const earlier = [](Intervention const& a, Intervention const& b) { return a.step < b.step; };
    for (auto& each : list)
        list_.insert(std::upper_bound(list_.begin(), list_.end(), each, earlier), std::move(each));
}

void Interventions::apply_due() {
    auto const* const recorder = execution.recorder;
    if (!recorder) return;
    while (next_ < list_.size() && list_[next_].step <= recorder->log->size()) {
        Intervention const& due = list_[next_++];
        OutsideProgram const outside;
        TaskBase* const task = std::exchange(thread_state.task, nullptr); // it is not the one who does it
        // Recorded first, as the cause of what follows; whether it will have an effect shows in that.
        record_text(Kind::run_intervene, due.target, {},
                    [&] { return std::string(word_of(due.act)) + (due.text.empty() ? "" : " " + due.text); });
        bool const done = apply(due);
        thread_state.task = task;
        if (!done) record_text(Kind::run_intervene, due.target, {}, [] { return "without effect"; });
    }
}

FutureBase* EventLoop::find(ObjectId id) const {
    FutureBase* future = id ? live_.first() : nullptr;
    while (future && future->id() != id) future = live_.behind(*future);
    return future;
}

bool EventLoop::fire(ObjectId id) {
    if (FutureBase const* const task = find(id); task && task->is_task()) {
        auto const* const awaited = static_cast<TaskBase const*>(task)->awaited();
        if (!awaited) return false;
        id = awaited->id();
    }
    for (TimerHandle* const timer : timers_.all()) {
        if (timer->id_ != id && timer->whom() != id) continue;
        timers_.remove(*timer);
        timer_due(*timer);
        return true;
    }
    return false;
}

} // namespace aio
