// What an operation of the miniature costs, beside asio, asyncio and uvloop: `awaitscope bench runtime`.
#pragma once
#include <string_view>

namespace bench {

enum class Recording { off, switches, everything };

// Prints the table as it is measured, with the goals and whether they are met. What is not installed is left
// out, and named.
void report_runtime(int rounds = 7);

// One operation by its name in the table, run once: ns each, or 0 if there is none of this name. For
// callgrind, whose counts of instructions do not depend on what else the machine does.
double operation_ns(std::string_view name, int count, Recording recording);

} // namespace bench
