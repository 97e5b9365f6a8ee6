// What an operation of the miniature costs, in ns: the rows of `awaitscope bench runtime`.
#pragma once
#include <functional>
#include <string>
#include <vector>

namespace bench {

enum class Recording { off, switches, everything };

struct Row {
    std::string name;     // "switch, 1 task"
    std::string what;     // what one operation is
    double ns[3] = {};    // by Recording; median of several runs
    double goals[3] = {}; // 0: none
};

std::vector<Row> runtime_rows();

struct Memory {
    double sleeping_task_bytes = 0;
    double switches_mb = 0;   // log of 1e6 switches, switches only
    double everything_mb = 0; // log of 1e6 switches, everything recorded
};
Memory runtime_memory();

// The whole table as text, with the goals and whether they are met.
std::string runtime_report();

} // namespace bench
