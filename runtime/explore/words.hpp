// What is looked through, in words.
#pragma once
#include "explore/explore.hpp"

#include <string>

namespace explore {

std::string varied(Vary const& vary); // "ties, threads and I/O"
std::string grouped(double number);   // "40,320"
std::string orders(double number);    // "1 order", "40,320 orders"

} // namespace explore
