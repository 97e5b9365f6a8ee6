#include "aio/base/detail/blocks.hpp"

#include "support/catch.hpp"

#include <cstring>
#include <thread>
#include <vector>

using namespace aio;

TEST_CASE("a block that is given back serves the next one of its size") {
    give_block(take_block(100), 100); // the first of a thread goes back to the system
    void* const block = take_block(100);
    give_block(block, 100);
    void* const next = take_block(97); // rounded up to the same size
    if (AIO_KEEPS_BLOCKS) CHECK(next == block);
    give_block(next, 97);
}

TEST_CASE("blocks of all sizes are apart and as large as asked") {
    struct Taken {
        unsigned char* block;
        std::size_t size;
        unsigned char filled_with;
    };
    std::vector<Taken> taken;
    for (int round = 0; round < 3; ++round) {
        for (std::size_t size = 1; size < 1200; size += 7) {
            auto const fill = static_cast<unsigned char>(size + static_cast<std::size_t>(round));
            auto* const block = static_cast<unsigned char*>(take_block(size));
            std::memset(block, fill, size);
            taken.push_back({block, size, fill});
        }
        std::size_t overwritten = 0;
        for (auto const& each : taken)
            for (std::size_t i = 0; i < each.size; ++i) overwritten += each.block[i] != each.filled_with;
        CHECK(overwritten == 0);
        for (auto const& each : taken) give_block(each.block, each.size);
        taken.clear();
    }
}

TEST_CASE("a block may be given back in another thread than it was taken in") {
    void* taken_there = nullptr;
    void* const taken_here = take_block(64);
    std::thread([&] {
        give_block(taken_here, 64);
        taken_there = take_block(64);
        give_block(take_block(64), 64);
    }).join(); // returns what the thread kept: the leak checker judges
    give_block(taken_there, 64);
}
