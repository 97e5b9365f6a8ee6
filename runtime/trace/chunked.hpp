// A list that only grows and whose items never move, so that one thread may append while others read what is
// there. Each chunk is twice as large as the one before; large ones lie on large pages, since touching a new
// page of 4 KiB costs more than writing the 200 events that it takes.
#pragma once
#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <type_traits>
#include <utility>

namespace trace {

void* new_chunk(std::size_t bytes); // given back by std::free

template <typename T>
class Chunked {
    static_assert(std::is_trivially_copyable_v<T>);

  public:
    Chunked() = default;
    Chunked(Chunked&& other) noexcept
        : chunks_(std::move(other.chunks_)), next_(std::exchange(other.next_, nullptr)),
          end_(std::exchange(other.end_, nullptr)), size_(other.size_.exchange(0)) {}
    Chunked& operator=(Chunked&& other) noexcept {
        chunks_ = std::move(other.chunks_);
        next_ = std::exchange(other.next_, nullptr);
        end_ = std::exchange(other.end_, nullptr);
        size_ = other.size_.exchange(0);
        return *this;
    }
    ~Chunked() = default;

    std::uint64_t size() const { return size_.load(std::memory_order_acquire); }
    T const& operator[](std::uint64_t index) const {
        auto const [chunk, offset] = place(index);
        return chunks_[chunk][offset];
    }
    // Its index. Only one thread may append.
    std::uint64_t append(T const& item) {
        if (full()) [[unlikely]]
            begin_chunk();
        next() = item;
        return publish();
    }
    // The same in steps: room is made if there is none, the next item filled where it lies; then it counts.
    bool full() const { return next_ == end_; }
    [[gnu::noinline]] void begin_chunk() {
        std::size_t const chunk = place(size_.load(std::memory_order_relaxed)).first;
        std::size_t const items = first_chunk << chunk;
        chunks_[chunk].reset(static_cast<T*>(new_chunk(items * sizeof(T))));
        next_ = chunks_[chunk].get();
        end_ = next_ + items;
    }
    T& next() { return *next_; }
    std::uint64_t publish() {
        ++next_;
        std::uint64_t const index = size_.load(std::memory_order_relaxed);
        size_.store(index + 1, std::memory_order_release);
        return index;
    }

  private:
    struct Free {
        void operator()(T* chunk) const { std::free(chunk); }
    };
    static constexpr std::size_t first_chunk = 1024;
    static std::pair<std::size_t, std::size_t> place(std::uint64_t index) {
        std::size_t const shifted = index + first_chunk;
        // Never of 0: g++ 14 would warn of a chunk before the first.
        auto const chunk = static_cast<std::size_t>(std::bit_width(index / first_chunk + 1) - 1);
        return {chunk, shifted - (first_chunk << chunk)};
    }

    std::array<std::unique_ptr<T[], Free>, 40> chunks_;
    T* next_ = nullptr; // where the next item goes
    T* end_ = nullptr;  // of the chunk it goes into
    std::atomic<std::uint64_t> size_ = 0;
};

} // namespace trace
