// The order in which a queue gives its items: first in first out, last in first out, or smallest first. The
// heap moves items exactly as Python's heapq does, so that items that compare equal come out in the same
// order too.
#pragma once
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <utility>

namespace aio {

enum class QueueOrder : std::uint8_t { fifo, lifo, priority };

template <typename T>
concept Ordered = requires(T const& a, T const& b) {
    { a < b } -> std::convertible_to<bool>;
};

namespace detail {

// Moves the item at `place` towards the root until its parent is not greater.
template <typename T>
void heap_rise(std::deque<T>& heap, std::size_t place) {
    T item = std::move(heap[place]);
    while (place > 0) {
        std::size_t const parent = (place - 1) / 2;
        if (!(item < heap[parent])) break;
        heap[place] = std::move(heap[parent]);
        place = parent;
    }
    heap[place] = std::move(item);
}

template <typename T>
void heap_push(std::deque<T>& heap, T item) {
    heap.push_back(std::move(item));
    heap_rise(heap, heap.size() - 1);
}

// The hole sinks to a leaf along the smaller children, the right one of two equals; then the last item rises.
template <typename T>
T heap_pop(std::deque<T>& heap) {
    T last = std::move(heap.back());
    heap.pop_back();
    if (heap.empty()) return last;
    T smallest = std::move(heap.front());
    std::size_t hole = 0;
    for (std::size_t child = 1; child < heap.size(); child = 2 * hole + 1) {
        if (child + 1 < heap.size() && !(heap[child] < heap[child + 1])) ++child;
        heap[hole] = std::move(heap[child]);
        hole = child;
    }
    heap[hole] = std::move(last);
    heap_rise(heap, hole);
    return smallest;
}

} // namespace detail
} // namespace aio
