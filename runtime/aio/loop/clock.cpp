#include "aio/loop/clock.hpp"

#include "aio/base/detail/execution.hpp"
#include "aio/loop/baton.hpp"
#include "aio/loop/loop.hpp"

#include <algorithm>
#include <chrono>
#include <thread>

namespace aio {
namespace {

using std::chrono::nanoseconds;
using std::chrono::steady_clock;

bool is_steady() { return (execution.unusual & unusual::steady) != 0; }

std::int64_t machine_time() {
    return std::chrono::duration_cast<nanoseconds>(steady_clock::now().time_since_epoch()).count();
}

} // namespace

std::string_view name_of(Clock clock) { return clock == Clock::steady ? "steady" : "virtual"; }

void use_steady_clock() {
    execution.unusual |= unusual::steady;
    execution.steady_start = machine_time() - execution.now;
}

void read_clock() {
    if (is_steady()) execution.now = std::max(execution.now, machine_time() - execution.steady_start);
}

void wait_until(std::int64_t moment) {
    if (is_steady()) {
        std::this_thread::sleep_until(steady_clock::time_point(nanoseconds(moment + execution.steady_start)));
        read_clock();
    }
    execution.now = std::max(execution.now, moment);
}

void block_for(std::int64_t duration) {
    read_clock();
    std::int64_t const moment = execution.now + std::max<std::int64_t>(duration, 0);
    if (believes(Model::tasks_run_in_parallel) && thread_state.task && thread_state.loop)
        LoopAccess(*thread_state.loop).run_meanwhile(moment);
    else
        block_until(moment);
}

void block_until(std::int64_t moment) {
    if (execution.threads)
        execution.threads->park(moment);
    else
        wait_until(moment);
}

} // namespace aio
