// Makes a program that shows a difference as small as it can be while it still shows it.
#pragma once
#include "tools/fuzz/program.hpp"

#include <functional>
#include <vector>

namespace fuzz {

// Says of each program whether it still shows what the first one did.
using StillFails = std::function<std::vector<bool>(std::vector<Program> const&)>;

// The smallest program found by taking away one thing after another.
Program shrink(Program program, StillFails const& still_fails);

// All programs that are one step smaller, the greatest steps first. Every one is whole.
std::vector<Program> smaller(Program const& program);

} // namespace fuzz
