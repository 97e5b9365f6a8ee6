// Running a C++ program as a lesson runs: with a module frame, named lines, captured output and a recording.
#pragma once
#include "aio/base/callback_limit.hpp"
#include "aio/base/detail/execution.hpp"
#include "aio/base/output.hpp"
#include "aio/base/schedule.hpp"
#include "aio/loop/clock.hpp"
#include "aio/loop/intervention.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace aio {

// Says that line `number` of the program is about to run (`after`: that many lines below it, for lines
// that only a variant has). The frame that executes takes it as its position.
void line(std::uint32_t number, std::uint32_t after = 0);

// os.environ["PYTHONASYNCIODEBUG"] = "1" (or ""): for the loops made from now on.
void set_asyncio_debug(bool on);

struct ProgramOptions {
    trace::Log* log = nullptr; // null: not recorded
    trace::KindMask mask = trace::KindMask::everything();
    Rules rules;
    // What the run is made under; the trace's header says it.
    Models models; // that are believed
    Clock clock = Clock::virtual_;
    std::vector<Intervention> interventions;
    Schedule schedule;
    std::vector<Decision>* decisions = nullptr; // if given, gets those the run made
    Schedule* settled = nullptr;                // if given, becomes the same order with all sleeps told
    CallbackLimit* limit = nullptr;             // if given, the program is cut when it is used up
    bool debug = false;                         // PYTHONASYNCIODEBUG is set: loops begin in debug mode
    std::uint16_t source = 0;                   // the log's source that aio::line speaks of
    std::vector<std::uint32_t> line_map;        // see Recorder
    std::function<std::uint16_t(char const*)> source_of; // see Recorder
    std::function<void(std::string_view)> output;        // empty: standard output
    std::function<void(std::string_view)> error;         // warnings and tracebacks; empty: standard error
};

// Runs `module` as the body of a program on a fresh virtual clock and returns its exit code: 0, or 1 if an
// exception left it (130 if it was KeyboardInterrupt), which is then reported as Python does. The log, if
// any, gets its end.
int run_program(std::function<void()> const& module, ProgramOptions options);

} // namespace aio
