// Makes random programs: small, ending by themselves (or in a deadlock), and eventful.
#pragma once
#include "tools/fuzz/program.hpp"

#include <cstdint>

namespace fuzz {

// The same seed gives the same program on every machine.
Program generate(std::uint64_t seed);

} // namespace fuzz
