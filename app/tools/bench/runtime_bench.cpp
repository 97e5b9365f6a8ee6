#include "tools/bench/runtime_bench.hpp"

#include "aio/aio.hpp"
#include "process/run.hpp"
#include "tools/bench/asio_bench.hpp"
#include "tools/bench/cpu_time.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <malloc.h>
#include <memory>
#include <sys/mman.h>

namespace bench {
namespace {

using namespace aio;

Coro<> yields(int count) {
    for (int i = 0; i < count; ++i) co_await sleep(0);
}

Coro<> yields_in_tasks(int count) {
    constexpr int tasks = 100;
    std::vector<Task<>> running;
    running.reserve(tasks);
    for (int i = 0; i < tasks; ++i) running.push_back(create_task(yields(count / tasks)));
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

Coro<> produces(Queue<int> queue, int count) {
    for (int i = 0; i < count; ++i) co_await queue.put(i);
}

Coro<> messages(int count) {
    Queue<int> const queue(1);
    auto const producer = create_task(produces(queue, count));
    for (int i = 0; i < count; ++i) co_await queue.get();
    co_await producer;
}

Coro<> below(int depth, int count) {
    if (depth == 0)
        co_await yields(count);
    else
        co_await below(depth - 1, count);
}

trace::KindMask mask_of(Recording recording) {
    switch (recording) {
    case Recording::off: break;
    case Recording::switches: return trace::KindMask::switches();
    case Recording::everything: return trace::KindMask::everything();
    }
    return trace::KindMask::nothing();
}

struct Operation {
    char const* name;
    char const* what;
    int count;
    std::function<void(int)> run;
    std::array<double, 3> goals; // by Recording; 0: none
    int python_count;            // 0: not measured there
};

std::vector<Operation> operations() {
    auto const run = [](auto coroutine, auto... first) {
        return [=](int count) { aio::run(coroutine(first..., count)); };
    };
    return {
        {"switch, 1 task", "sleep(0)", 400'000, run(yields), {20, 30, 80}, 40'000},
        {"switch, 100 tasks", "sleep(0)", 400'000, run(yields_in_tasks), {20, 30, 80}, 40'000},
        {"spawn + await", "await create_task(f())", 200'000, run(spawns), {60, 110, 250}, 20'000},
        {"queue message", "put and get, Queue(1)", 200'000, run(messages), {70, 100, 250}, 20'000},
        {"await a child", "await f()", 400'000, run(children), {20, 0, 0}, 100'000},
        {"leaf, depth 1", "sleep(0) under 1 frame", 400'000, run(below, 1), {0, 0, 0}, 20'000},
        {"leaf, depth 1000", "sleep(0) under 1000 frames", 400'000, run(below, 1000), {0, 0, 0}, 2'000},
        {"timer", "sleep(1), virtual clock", 200'000, run(sleeps), {0, 0, 0}, 0},
    };
}

void touch(void* memory, std::size_t bytes) {
    for (std::size_t at = 0; at < bytes; at += 4096) static_cast<char volatile*>(memory)[at] = 1;
}

// From here on the process has more memory than the largest log takes, and keeps what is freed. What the
// system, and below it the host of a virtual machine, takes for a new page has been seen to differ by a
// factor of 20 from one run to the next: it has a line of its own.
void keep_memory() {
    constexpr std::size_t enough = std::size_t{512} << 20U;
    ::mallopt(M_MMAP_MAX, 0);
    ::mallopt(M_TRIM_THRESHOLD, std::numeric_limits<int>::max());
    void* const memory = std::malloc(enough);
    touch(memory, memory ? enough : 0);
    std::free(memory);
}

double new_memory_ns_per_event() {
    constexpr std::size_t events = 4'000'000;
    constexpr std::size_t bytes = events * 16;
    void* const memory = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) return 0;
    ::madvise(memory, bytes, MADV_HUGEPAGE); // as trace::new_chunk does
    double const start = cpu_seconds();
    touch(memory, bytes);
    double const taken = cpu_seconds() - start;
    ::munmap(memory, bytes);
    return taken * 1e9 / events;
}

// The log is new each time, but see keep_memory.
double seconds(Operation const& operation, int count, Recording recording) {
    trace::Log log;
    ProgramOptions options;
    if (recording != Recording::off) options.log = &log;
    options.mask = mask_of(recording);
    double taken = 0;
    run_program(
        [&] {
            double const start = cpu_seconds();
            operation.run(count);
            taken = cpu_seconds() - start;
        },
        std::move(options));
    return taken;
}

// The number that a program prints; 0 if it cannot be run or prints none.
double printed_by(std::vector<std::string> words) {
    process::Command command;
    command.words = std::move(words);
    return std::atof(process::run(std::move(command)).output.c_str());
}

// The distribution's, not one of a pyenv or venv: the table says what a learner's machine has.
std::vector<std::string> python(char const* engine, char const* operation, int count) {
    return {"/usr/bin/python3", AWAITSCOPE_ASYNCIO_BENCH, engine, operation, std::to_string(count)};
}

// This table's own row, in a process of its own.
double measured_by(char const* program, Operation const& operation) {
    return printed_by({program, "time", operation.name, std::to_string(operation.count), "off"});
}

// One column of the table: ns an operation, 0 if it cannot be measured.
using Measure = std::function<double(Operation const&)>;

Measure miniature(Recording recording) {
    return [recording](Operation const& operation) {
        return seconds(operation, operation.count, recording) * 1e9 / operation.count;
    };
}

Measure untraced() {
    return [](Operation const& operation) { return measured_by(AWAITSCOPE_BENCH_UNTRACED, operation); };
}

Measure operation_named(char const* name) {
    for (auto const& operation : operations())
        if (std::string_view(operation.name) == name)
            return [operation](Operation const&) {
                return seconds(operation, operation.count, Recording::off) * 1e9 / operation.count;
            };
    std::abort();
}

Measure asio() {
    return [](Operation const& operation) { return asio_ns(operation.name, operation.count); };
}

Measure python(char const* engine) {
    return [engine](Operation const& operation) {
        return operation.python_count == 0
                   ? 0
                   : printed_by(python(engine, operation.name, operation.python_count));
    };
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

// The columns take turns in every round, so that a slow moment of the machine hits all of them.
std::vector<double> medians(Operation const& operation, std::vector<Measure> const& columns, int rounds) {
    std::vector<std::vector<double>> taken(columns.size());
    for (int round = 0; round < rounds; ++round)
        for (std::size_t i = 0; i < columns.size(); ++i) taken[i].push_back(columns[i](operation));
    std::vector<double> result;
    result.reserve(taken.size());
    for (auto& values : taken) result.push_back(median(std::move(values)));
    return result;
}

double allocated() {
    auto const info = ::mallinfo2();
    return static_cast<double>(info.uordblks + info.hblkhd);
}

double sleeping_task_bytes() {
    constexpr int tasks = 100'000;
    double bytes = 0;
    run_program(
        [&] {
            EventLoop loop;
            std::vector<Task<>> sleeping;
            sleeping.reserve(tasks);
            double const before = allocated();
            for (int i = 0; i < tasks; ++i) sleeping.push_back(loop.create_task(sleeps(1)));
            loop.call_soon([&] { loop.stop(); });
            loop.run_forever();
            bytes = (allocated() - before) / tasks;
        },
        {});
    return bytes;
}

double log_megabytes(Recording recording) {
    trace::Log log;
    ProgramOptions options;
    options.log = &log;
    options.mask = mask_of(recording);
    run_program([] { aio::run(yields(1'000'000)); }, std::move(options));
    return static_cast<double>(log.bytes()) / 1e6;
}

void show(char const* text) {
    std::fputs(text, stdout);
    std::fflush(stdout);
}

template <typename Value, typename... Values>
void show(char const* format, Value value, Values... values) {
    std::printf(format, value, values...);
    std::fflush(stdout);
}

void show_time(double ns) {
    if (ns > 0)
        show(" %9.1f", ns);
    else
        show(" %9s", "-");
}

void show_ratio(double theirs, double ours) {
    if (theirs > 0)
        show(" %8.1fx", theirs / ours);
    else
        show(" %9s", "-");
}

void show_goals(Operation const& operation, std::vector<double> const& ns) {
    if (operation.goals[0] == 0) return;
    show("   goal %g", operation.goals[0]);
    bool met = ns[0] <= operation.goals[0];
    for (std::size_t i = 1; i < 3 && operation.goals[i] > 0; ++i) {
        show("/%g", operation.goals[i]);
        met = met && ns[i] <= operation.goals[i];
    }
    show(met ? ": met" : ": MISSED");
}

void show_missing(double asyncio, double uvloop, bool untraced_built) {
    if (!has_asio()) show("asio is missing: sudo apt-get install libasio-dev, and build again\n");
    if (asyncio == 0)
        show("/usr/bin/python3 is missing: sudo apt-get install python3\n");
    else if (uvloop == 0)
        show("uvloop is missing: sudo apt-get install python3-uvloop\n");
    if (!untraced_built) show("the loop without tracing is not built: ninja bench_runtime_untraced\n");
}

} // namespace

double operation_ns(std::string_view name, int count, Recording recording) {
    for (auto const& operation : operations())
        if (operation.name == name) return seconds(operation, count, recording) * 1e9 / count;
    return 0;
}

void report_runtime(int rounds) {
    double const new_memory = new_memory_ns_per_event();
    keep_memory();
    bool const untraced_built = std::filesystem::exists(AWAITSCOPE_BENCH_UNTRACED);
    show("ns of processor time an operation, medians of %d rounds in which all columns take turns; Nx: that "
         "many times ours with recording off\n\n",
         rounds);
    show("%-17s %-27s %9s %9s %10s %9s %9s %9s\n", "", "", "off", "switches", "everything", "asio", "asyncio",
         "uvloop");
    std::vector<Measure> const columns{miniature(Recording::off),
                                       miniature(Recording::switches),
                                       miniature(Recording::everything),
                                       asio(),
                                       python("asyncio"),
                                       python("uvloop")};
    double asyncio = 0;
    double uvloop = 0;
    for (auto const& operation : operations()) {
        auto const ns = medians(operation, columns, rounds);
        show("%-17s %-27s", operation.name, operation.what);
        for (double const each : ns) show_time(each);
        show_goals(operation, ns);
        show("\n%-17s %-27s %9s %9s %9s", "", "", "", "", "");
        for (std::size_t i = 3; i < ns.size(); ++i) show_ratio(ns[i], ns[0]);
        show("\n");
        asyncio = std::max(asyncio, ns[4]);
        uvloop = std::max(uvloop, ns[5]);
    }
    auto const leaf =
        medians({}, {operation_named("leaf, depth 1"), operation_named("leaf, depth 1000")}, 3 * rounds);
    show("\nleaf under 1000 frames: %.1f ns, %.2f times depth 1 (goal 1.1)\n", leaf[1], leaf[1] / leaf[0]);
    if (untraced_built) {
        // In a process of its own each, so that both start alike.
        Measure const traced = [](Operation const& operation) {
            return measured_by(AWAITSCOPE_BENCH_TRACED, operation);
        };
        auto const ns = medians(operations().front(), {traced, untraced()}, 3 * rounds);
        show("tracing compiled in but off: %.1f ns a switch, compiled out: %.1f ns: %+.1f %% (goal 2 %%)\n",
             ns[0], ns[1], (ns[0] / ns[1] - 1) * 100);
    }
    show("sleeping task: %.0f bytes (goal 500)", sleeping_task_bytes());
    for (char const* engine : {"asyncio", "uvloop"})
        if (double const bytes = printed_by(python(engine, "memory", 50'000)); bytes > 0)
            show("; %s %.0f", engine, bytes);
    show("\nlog of 1,000,000 switches: %.0f MB switches only (goal 40), %.0f MB everything (goal 200)\n",
         log_megabytes(Recording::switches), log_megabytes(Recording::everything));
    show("where a log grows into memory that is new to the process, an event costs %.1f ns more at this "
         "moment\n",
         new_memory);
    show_missing(asyncio, uvloop, untraced_built);
}

} // namespace bench
