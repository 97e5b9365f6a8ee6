// Checks many generated programs, one seed after another.
#pragma once
#include "tools/fuzz/check.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace fuzz {

struct Campaign {
    std::uint64_t first_seed = 1; // program i has the seed first_seed + i
    std::uint64_t count = 1000;
    std::size_t shrunk = 3; // of so many differences of different signature the smallest program is sought
};

struct Found {
    std::uint64_t seed = 0;
    Checked smallest;
};

struct Result {
    std::uint64_t programs = 0;
    std::uint64_t events = 0;             // compared
    std::uint64_t deadlocks = 0;          // programs that ended in one
    std::vector<std::uint64_t> differing; // seeds
    std::vector<Found> found;
};

// `progress` is told the result so far, now and then.
Result run(Campaign const& campaign, Judge const& judge,
           std::function<void(Result const&)> const& progress = {});

// A minimal program that differs, and where: for people.
std::string describe(Found const& found);

} // namespace fuzz
