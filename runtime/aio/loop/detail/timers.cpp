#include "aio/loop/detail/timers.hpp"

#include <utility>

namespace aio {

void TimerHeap::push(TimerHandle& timer) {
    heap_.push_back(&timer);
    put(heap_.size() - 1, timer);
    rise(heap_.size() - 1);
}

void TimerHeap::remove(TimerHandle& timer) {
    std::size_t const place = timer.place_;
    TimerHandle& last = *heap_.back();
    heap_.pop_back();
    if (&last == &timer) return;
    put(place, last);
    rise(place);
    sink(last.place_);
}

void TimerHeap::rise(std::size_t place) {
    while (place > 0) {
        std::size_t const parent = (place - 1) / 2;
        if (!before(*heap_[place], *heap_[parent])) return;
        TimerHandle& lower = *heap_[parent];
        put(parent, *heap_[place]);
        put(place, lower);
        place = parent;
    }
}

void TimerHeap::sink(std::size_t place) {
    for (;;) {
        std::size_t least = place;
        for (std::size_t child = 2 * place + 1; child <= 2 * place + 2 && child < heap_.size(); ++child)
            if (before(*heap_[child], *heap_[least])) least = child;
        if (least == place) return;
        TimerHandle& upper = *heap_[least];
        put(least, *heap_[place]);
        put(place, upper);
        place = least;
    }
}

} // namespace aio
