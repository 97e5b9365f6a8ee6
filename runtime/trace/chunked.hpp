// A list that only grows and whose items never move, so that one thread may append while others read what is
// there. Each chunk is twice as large as the one before.
#pragma once
#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

namespace trace {

template <typename T>
class Chunked {
  public:
    Chunked() = default;
    Chunked(Chunked&& other) noexcept : chunks_(std::move(other.chunks_)), size_(other.size_.exchange(0)) {}
    Chunked& operator=(Chunked&& other) noexcept {
        chunks_ = std::move(other.chunks_);
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
        std::uint64_t const index = size_.load(std::memory_order_relaxed);
        auto const [chunk, offset] = place(index);
        if (!chunks_[chunk]) [[unlikely]]
            chunks_[chunk] = std::make_unique_for_overwrite<T[]>(first_chunk << chunk);
        chunks_[chunk][offset] = item;
        size_.store(index + 1, std::memory_order_release);
        return index;
    }

  private:
    static constexpr std::size_t first_chunk = 1024;
    static std::pair<std::size_t, std::size_t> place(std::uint64_t index) {
        std::size_t const shifted = index + first_chunk;
        // Never of 0: g++ 14 would warn of a chunk before the first.
        auto const chunk = static_cast<std::size_t>(std::bit_width(index / first_chunk + 1) - 1);
        return {chunk, shifted - (first_chunk << chunk)};
    }

    std::array<std::unique_ptr<T[]>, 40> chunks_;
    std::atomic<std::uint64_t> size_ = 0;
};

} // namespace trace
