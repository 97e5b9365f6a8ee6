// Memory for what comes and goes with every task: coroutine frames, tasks, futures. A block that is given
// back waits, by size, for the next one of its size; each thread has its own, and returns them when it ends.
// Under the sanitizers every block is allocated anew, so that they see each use of one that is gone.
#pragma once
#include <array>
#include <cstddef>
#include <new>

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define AIO_KEEPS_BLOCKS 0
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define AIO_KEEPS_BLOCKS 0
#endif
#ifndef AIO_KEEPS_BLOCKS
#define AIO_KEEPS_BLOCKS 1
#endif

namespace aio {
namespace detail {

constexpr std::size_t block_step = 16;
constexpr std::size_t largest_block = 1024;
// Of its place among the free ones. malloc keeps 8 bytes of every 16 n for itself, so sizes are 16 n + 8.
constexpr std::size_t place_of(std::size_t size) { return (size + 7) / block_step; }
constexpr std::size_t size_of(std::size_t place) { return place * block_step + 8; }

struct FreeBlock {
    FreeBlock* next;
};
struct FreeBlocks {
    std::array<FreeBlock*, largest_block / block_step> first{};
    bool kept = false; // from the first one on, until the thread ends
};
inline constinit thread_local FreeBlocks free_blocks;

void* new_block(std::size_t size);
void give_first_block(void* block) noexcept;

} // namespace detail

inline void* take_block(std::size_t size) {
#if AIO_KEEPS_BLOCKS
    if (std::size_t const place = detail::place_of(size); place < detail::free_blocks.first.size()) {
        detail::FreeBlock*& first = detail::free_blocks.first[place];
        if (detail::FreeBlock* const block = first) [[likely]] {
            first = block->next;
            return block;
        }
    }
#endif
    return detail::new_block(size);
}

inline void give_block(void* block, [[maybe_unused]] std::size_t size) noexcept {
#if AIO_KEEPS_BLOCKS
    if (std::size_t const place = detail::place_of(size); place < detail::free_blocks.first.size()) {
        detail::FreeBlock*& first = detail::free_blocks.first[place];
        if (!detail::free_blocks.kept) [[unlikely]]
            return detail::give_first_block(block);
        first = new (block) detail::FreeBlock{first};
        return;
    }
#endif
    ::operator delete(block);
}

// Gives a class, and what derives from it, memory of this kind.
struct InBlocks {
    static void* operator new(std::size_t size) { return take_block(size); }
    static void operator delete(void* block, std::size_t size) noexcept { give_block(block, size); }
};

} // namespace aio
