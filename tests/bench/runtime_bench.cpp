#include "bench/runtime_bench.hpp"

#include "aio/aio.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <malloc.h>

namespace bench {
namespace {

using namespace aio;

Coro<> yields(int count) {
    for (int i = 0; i < count; ++i) co_await sleep(0);
}

Coro<> yields_in_tasks(int tasks, int each) {
    std::vector<Task<>> running;
    running.reserve(static_cast<std::size_t>(tasks));
    for (int i = 0; i < tasks; ++i) running.push_back(create_task(yields(each)));
    for (auto const& task : running) co_await task;
}

Coro<int> nothing() { co_return 1; }

Coro<> spawns(int count) {
    for (int i = 0; i < count; ++i) co_await create_task(nothing());
}

Coro<> children(int count) {
    for (int i = 0; i < count; ++i) co_await nothing();
}

Coro<> sleeps(int count) {
    for (int i = 0; i < count; ++i) co_await sleep(1);
}

Coro<> below(int depth, int count) {
    if (depth == 0)
        co_await yields(count);
    else
        co_await below(depth - 1, count);
}

// Fills and empties a log as large as the run needs once, so that the timed run does not pay for new pages of
// the kernel's.
double seconds(Recording recording, std::function<void()> const& body) {
    trace::Log log;
    ProgramOptions options;
    if (recording != Recording::off) {
        options.log = &log;
        options.mask =
            recording == Recording::switches ? trace::KindMask::switches() : trace::KindMask::everything();
    }
    double taken = 0;
    run_program(
        [&] {
            auto const start = std::chrono::steady_clock::now();
            body();
            taken = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        },
        std::move(options));
    return taken;
}

struct Operation {
    std::string name;
    std::string what;
    int count;
    std::function<void(int)> run;
    std::array<double, 3> goals;
};

std::vector<Operation> operations() {
    return {
        {"switch, 1 task", "sleep(0)", 400'000, [](int n) { aio::run(yields(n)); }, {20, 30, 80}},
        {"switch, 100 tasks",
         "sleep(0)",
         400'000,
         [](int n) { aio::run(yields_in_tasks(100, n / 100)); },
         {20, 30, 80}},
        {"spawn + await",
         "await create_task(f())",
         100'000,
         [](int n) { aio::run(spawns(n)); },
         {60, 110, 250}},
        {"await a child", "await f()", 400'000, [](int n) { aio::run(children(n)); }, {20, 0, 0}},
        {"timer", "sleep(1)", 100'000, [](int n) { aio::run(sleeps(n)); }, {0, 0, 0}},
        {"leaf, depth 1", "sleep(0) under 1 frame", 400'000, [](int n) { aio::run(below(1, n)); }, {0, 0, 0}},
        {"leaf, depth 1000",
         "sleep(0) under 1000 frames",
         400'000,
         [](int n) { aio::run(below(1000, n)); },
         {0, 0, 0}},
    };
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

} // namespace

std::vector<Row> runtime_rows() {
    constexpr int rounds = 7;
    std::vector<Row> rows;
    for (auto const& operation : operations()) {
        Row row{operation.name, operation.what, {}, {}};
        std::array<std::vector<double>, 3> taken;
        // The three ways take turns, so that a slow moment of the machine hits all of them.
        for (int round = 0; round < rounds; ++round)
            for (int way = 0; way < 3; ++way)
                taken[static_cast<std::size_t>(way)].push_back(
                    seconds(static_cast<Recording>(way), [&] { operation.run(operation.count); }) * 1e9 /
                    operation.count);
        for (std::size_t way = 0; way < 3; ++way) {
            row.ns[way] = median(taken[way]);
            row.goals[way] = operation.goals[way];
        }
        rows.push_back(row);
    }
    return rows;
}

Memory runtime_memory() {
    Memory memory;
    constexpr int tasks = 100'000;
    run_program(
        [&] {
            EventLoop loop;
            auto const before = mallinfo2().uordblks;
            std::vector<Task<>> sleeping;
            sleeping.reserve(tasks);
            auto const list = mallinfo2().uordblks;
            for (int i = 0; i < tasks; ++i) sleeping.push_back(loop.create_task(sleeps(1)));
            loop.call_soon([&] { loop.stop(); });
            loop.run_forever();
            memory.sleeping_task_bytes = static_cast<double>(mallinfo2().uordblks - list) / tasks;
            static_cast<void>(before);
        },
        {});
    auto const log_mb = [](trace::KindMask mask) {
        trace::Log log;
        ProgramOptions options;
        options.log = &log;
        options.mask = mask;
        run_program([] { aio::run(yields(1'000'000)); }, std::move(options));
        return static_cast<double>(log.bytes()) / 1e6;
    };
    memory.switches_mb = log_mb(trace::KindMask::switches());
    memory.everything_mb = log_mb(trace::KindMask::everything());
    return memory;
}

std::string runtime_report() {
    std::string out;
    std::array<char, 256> line{};
    auto const add = [&](auto... values) {
        std::snprintf(line.data(), line.size(), values...);
        out += line.data();
    };
    add("%-20s %-28s %9s %9s %11s\n", "ns an operation", "", "off", "switches", "everything");
    for (auto const& row : runtime_rows()) {
        add("%-20s %-28s %9.1f %9.1f %11.1f", row.name.c_str(), row.what.c_str(), row.ns[0], row.ns[1],
            row.ns[2]);
        bool missed = false;
        bool any = false;
        for (std::size_t way = 0; way < 3; ++way) {
            any = any || row.goals[way] > 0;
            missed = missed || (row.goals[way] > 0 && row.ns[way] > row.goals[way]);
        }
        if (any)
            add("   goal %g / %g / %g: %s", row.goals[0], row.goals[1], row.goals[2],
                missed ? "missed" : "met");
        out += "\n";
    }
    Memory const memory = runtime_memory();
    add("sleeping task: %.0f bytes (goal 500)\n", memory.sleeping_task_bytes);
    add("log of 1,000,000 switches: %.0f MB switches only (goal 40), %.0f MB everything (goal 200)\n",
        memory.switches_mb, memory.everything_mb);
    return out;
}

} // namespace bench
