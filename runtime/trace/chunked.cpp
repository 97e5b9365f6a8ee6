#include "trace/chunked.hpp"

#include <new>
#ifdef __linux__
#include <sys/mman.h>
#endif

namespace trace {

void* new_chunk(std::size_t bytes) {
    constexpr std::size_t large_page = std::size_t{1} << 21U;
    void* chunk = nullptr;
    if (bytes < large_page) {
        chunk = std::malloc(bytes);
    } else {
        bytes = (bytes + large_page - 1) / large_page * large_page;
        chunk = std::aligned_alloc(large_page, bytes);
#ifdef __linux__
        if (chunk) ::madvise(chunk, bytes, MADV_HUGEPAGE); // a wish: small pages do as well
#endif
    }
    if (!chunk) throw std::bad_alloc();
    return chunk;
}

} // namespace trace
