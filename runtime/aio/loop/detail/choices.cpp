#include "aio/base/schedule.hpp"
#include "aio/loop/loop.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace aio {

void EventLoop::move_simultaneous_timers() {
    std::vector<TimerHandle*> timers;
    std::int64_t const moment = timers_.first().when_;
    for (; !timers_.empty() && timers_.first().when_ == moment; timers_.pop())
        timers.push_back(&timers_.first());
    order(Choice::timers, timers);
    for (auto* const timer : timers) timer_due(*timer);
}

void EventLoop::choose_next_sleep() {
    Scheduling& scheduling = *execution.scheduling;
    if (!scheduling.decides_sleeps() || timers_.empty()) return;
    std::int64_t const first = timers_.first().when_;
    if (first <= execution.now) return;

    auto all = timers_.all();
    std::sort(all.begin(), all.end(), [](TimerHandle const* a, TimerHandle const* b) {
        return a->when_ != b->when_ ? a->when_ < b->when_
                                    : static_cast<std::int32_t>(a->order_ - b->order_) < 0;
    });
    auto const is_outside = [](TimerHandle const* timer) { return timer->outside_ != 0; };
    auto const written = std::find_if_not(all.begin(), all.end(), is_outside);
    bool const alone = all.size() == 1 || all[1]->when_ != first;

    std::vector<TimerHandle*> others; // than all that is due first
    std::copy_if(all.begin(), all.end(), std::back_inserter(others), [&](TimerHandle const* timer) {
        return is_outside(timer) && !(alone && timer->when_ == first);
    });
    bool const overtaken =
        written != all.end() && std::any_of(all.begin(), all.end(), [&](TimerHandle const* timer) {
            return is_outside(timer) && timer->when_ <= (*written)->when_;
        });
    if (overtaken) others.push_back(*written);
    if (others.empty()) return;
    std::uint32_t const taken = scheduling.decide(Choice::sleeps, others.size() + 1);
    if (taken == 0) return;

    TimerHandle* const next = others[taken - 1];
    auto const move = [&](TimerHandle& timer, std::int64_t moment) {
        timers_.remove(timer);
        timer.when_ = moment;
        timers_.push(timer);
        scheduling.end_sleep_at(timer.outside_, moment);
    };
    if (is_outside(next)) return move(*next, execution.now + (first - execution.now) / 2);
    for (auto* const timer : all)
        if (is_outside(timer) && timer->when_ <= next->when_)
            move(*timer, scheduling.end_of_sleep_later(timer->outside_, next->when_));
}

} // namespace aio
