#include "bench/runtime_bench.hpp"

#include <cstdio>

int main() { std::fputs(bench::runtime_report().c_str(), stdout); }
