// The loop's timers: a binary heap by (when, order of arming). Every timer knows its place, so that a
// cancelled one leaves at once; CPython drops it later, which no program can see.
#pragma once
#include "aio/loop/handle.hpp"

#include <vector>

namespace aio {

class TimerHeap {
  public:
    bool empty() const { return heap_.empty(); }
    std::size_t size() const { return heap_.size(); }
    TimerHandle& first() const { return *heap_.front(); }
    std::vector<TimerHandle*> const& all() const { return heap_; } // the first one first, else in no order
    void push(TimerHandle& timer);
    void pop() { remove(first()); }
    void remove(TimerHandle& timer);

  private:
    static bool before(TimerHandle const& a, TimerHandle const& b) {
        if (a.when_ != b.when_) return a.when_ < b.when_;
        return static_cast<std::int32_t>(a.order_ - b.order_) < 0; // of two that stand in one heap
    }
    void put(std::size_t place, TimerHandle& timer) {
        heap_[place] = &timer;
        timer.place_ = static_cast<std::uint32_t>(place);
    }
    void rise(std::size_t place);
    void sink(std::size_t place);

    std::vector<TimerHandle*> heap_;
};

} // namespace aio
