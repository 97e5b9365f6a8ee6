#include "aio/base/detail/blocks.hpp"

namespace aio::detail {
namespace {

// Its destructor runs when the thread ends.
struct ReturnAll {
    ~ReturnAll() {
        free_blocks.kept = false;
        for (FreeBlock*& first : free_blocks.first)
            while (FreeBlock* const block = first) {
                first = block->next;
                ::operator delete(block);
            }
    }
};

} // namespace

void* new_block(std::size_t size) {
#if AIO_KEEPS_BLOCKS
    if (std::size_t const place = place_of(size); place < free_blocks.first.size()) size = size_of(place);
#endif
    return ::operator new(size);
}

void give_first_block(void* block) noexcept {
    static thread_local ReturnAll return_all;
    static_cast<void>(return_all);
    static thread_local bool begun = false;
    if (!begun) {
        begun = true;
        free_blocks.kept = true;
    }
    ::operator delete(block);
}

} // namespace aio::detail
