#include "aio/loop/detail/choices.hpp"

#include <algorithm>
#include <iterator>

namespace aio {

std::vector<TimerHandle*> pop_simultaneous(TimerHeap& heap) {
    std::vector<TimerHandle*> timers;
    std::int64_t const moment = heap.first().when_;
    for (; !heap.empty() && heap.first().when_ == moment; heap.pop()) timers.push_back(&heap.first());
    order(Choice::timers, timers);
    return timers;
}

void choose_next_sleep(TimerHeap& heap, Scheduling& scheduling) {
    if (!scheduling.decides_sleeps() || heap.empty() || heap.first().when_ <= execution.now) return;
    auto timers = heap.all();
    std::sort(timers.begin(), timers.end(), [](TimerHandle const* a, TimerHandle const* b) {
        return a->when_ != b->when_ ? a->when_ < b->when_
                                    : static_cast<std::int32_t>(a->order_ - b->order_) < 0;
    });
    auto const is_outside = [](TimerHandle const* timer) { return timer->outside_ != 0; };
    std::int64_t const first = timers.front()->when_;
    bool const alone = timers.size() == 1 || timers[1]->when_ != first;

    std::vector<TimerHandle*> others;
    std::copy_if(timers.begin(), timers.end(), std::back_inserter(others), [&](TimerHandle const* timer) {
        return is_outside(timer) && !(alone && timer->when_ == first);
    });
    auto const written = std::find_if_not(timers.begin(), timers.end(), is_outside);
    bool const overtaken =
        written != timers.end() && std::any_of(timers.begin(), timers.end(), [&](TimerHandle const* timer) {
            return is_outside(timer) && timer->when_ <= (*written)->when_;
        });
    if (overtaken) others.push_back(*written);
    if (others.empty()) return;
    std::uint32_t const taken = scheduling.decide(Choice::sleeps, others.size() + 1);
    if (taken == 0) return;

    auto const move = [&](TimerHandle& timer, std::int64_t moment) {
        heap.remove(timer);
        timer.when_ = moment;
        heap.push(timer);
        scheduling.end_sleep_at(timer.outside_, moment);
    };
    TimerHandle* const next = others[taken - 1];
    if (is_outside(next)) return move(*next, execution.now + (first - execution.now) / 2);
    for (auto* const timer : timers)
        if (is_outside(timer) && timer->when_ <= next->when_)
            move(*timer, scheduling.end_of_sleep_later(timer->outside_, next->when_));
}

} // namespace aio
